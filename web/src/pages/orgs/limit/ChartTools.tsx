import type { ReactNode } from "react";
import { Button } from "@/kit/Button";
import { Select } from "@/kit/Select";
import type { Limit } from "@/limits/words";
import { COMPARABLE, earlier, later, type Span } from "./ranges";
import { useAddress } from "./useAddress";

const PRESSED = "aria-pressed:border-accent aria-pressed:bg-surface aria-pressed:text-accent";

/** Which part of the past is shown, and how; what else belongs to the chart comes at the end. */
export function ChartTools({
  span,
  apps,
  now,
  canBeClose,
  children,
}: {
  span: Span;
  apps: Limit["apps"];
  now: number;
  canBeClose: boolean;
  children: ReactNode;
}) {
  const { url, change } = useAddress();
  const [back, forth] = [earlier(span, now), later(span, now)];
  const step = (changes: typeof back) => changes && change({ ...changes, page: undefined });
  return (
    <div className="flex flex-wrap items-center gap-2" data-print="no">
      <Button aria-disabled={!back || undefined} onClick={() => step(back)}>
        Earlier
      </Button>
      <Button aria-disabled={!forth || undefined} onClick={() => step(forth)}>
        Later
      </Button>
      {span.length <= COMPARABLE && (
        <Button
          aria-pressed={url.week === "1"}
          onClick={() => change({ week: url.week === "1" ? undefined : "1" })}
          className={PRESSED}
        >
          A week before
        </Button>
      )}
      {canBeClose && (
        <Button
          aria-pressed={url.scale === "close"}
          onClick={() => change({ scale: url.scale === "close" ? undefined : "close" })}
          className={PRESSED}
        >
          Closer
        </Button>
      )}
      {apps.length > 0 && (
        <Select
          label="Use by"
          className="max-w-full sm:max-w-64"
          value={url.app ?? ""}
          onChange={({ target }) => change({ app: target.value, page: undefined })}
          options={[["", "all"], ...apps.map((app): [string, string] => [app.name, app.name])]}
        />
      )}
      <span className="flex flex-wrap items-center gap-2 sm:ml-auto">{children}</span>
    </div>
  );
}
