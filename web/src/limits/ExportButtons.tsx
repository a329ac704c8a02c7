import { useMutation } from "@tanstack/react-query";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { download, fileName } from "./files";
import type { Report } from "./words";

/** Keeps what is shown as a file: as CSV for a spreadsheet, as JSON for a program. */
export function ExportButtons({ report, csv }: { report: Report; csv: () => Promise<Blob> }) {
  const kept = useMutation({ mutationFn: csv, onSuccess: (file) => download(file, fileName(report, "csv")) });
  const keepJson = () => {
    const file = new Blob([JSON.stringify(report, null, 2)], { type: "application/json" });
    download(file, fileName(report, "json"));
  };
  return (
    <>
      <Button busy={kept.isPending} onClick={() => kept.mutate()}>
        <Icon name="download" />
        CSV
      </Button>
      <Button onClick={keepJson}>
        <Icon name="download" />
        JSON
      </Button>
      <span role="status" className="self-center text-crit empty:hidden">
        {kept.error && `No CSV: ${kept.error.message}`}
      </span>
    </>
  );
}
