import { useMutation } from "@tanstack/react-query";
import { presentColors } from "@/charts/colors";
import { draw } from "@/charts/drawing";
import { pngFile } from "@/charts/pngFile";
import type { Subject } from "@/charts/subject";
import { svgFile } from "@/charts/svgFile";
import { Button } from "@/kit/Button";
import { CopyButton } from "@/kit/CopyButton";
import { Icon } from "@/kit/Icon";
import { download } from "@/limits/files";
import type { Report } from "@/limits/words";
import { dayWords } from "./dayWords";
import { fileNameOf } from "./fileName";
import { historyCsv, type Series } from "./history";
import type { Known } from "./known";

/** A picture is of one size, whatever the window is. */
const SIZE = [1200, 420] as const;

/** Keeps what is shown: as CSV or JSON for programs, as PNG or SVG for people. */
export function ChartFiles({
  series,
  known,
  subject,
  report,
  title,
}: {
  series: Series;
  known: Known;
  subject: Subject;
  report: Report;
  title: string;
}) {
  const { history } = known;
  const drawing = () => draw(subject, ...SIZE);
  const caption = `${report.org.name} – ${title}, ${dayWords(subject.from, subject.to)}`;
  const files = {
    csv: () => historyCsv(series, history),
    json: () => new Blob([JSON.stringify(history)], { type: "application/json" }),
    png: () => pngFile(drawing(), presentColors(), caption),
    svg: () => new Blob([svgFile(drawing(), presentColors(), caption)], { type: "image/svg+xml" }),
  };
  const kept = useMutation({
    mutationFn: async (kind: keyof typeof files) =>
      download(await files[kind](), fileNameOf(report.org, history, kind)),
  });
  return (
    <>
      {(Object.keys(files) as (keyof typeof files)[]).map((kind) => (
        <Button key={kind} busy={kept.isPending && kept.variables === kind} onClick={() => kept.mutate(kind)}>
          <Icon name="download" className="size-4 max-sm:hidden" />
          {kind.toUpperCase()}
        </Button>
      ))}
      {/* A link's own address does not hold its token, and so would show nothing. */}
      {series.token === undefined && <CopyButton text={location.href} label="Copy link" />}
      <span role="status" className="text-crit empty:hidden">
        {kept.error && `Not kept: ${kept.error.message}`}
      </span>
    </>
  );
}
