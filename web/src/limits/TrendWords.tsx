import { clock } from "@/words/times";
import type { CellProps } from "./extras";
import { growth } from "./reading";
import { Sparkline } from "./Sparkline";
import { grown } from "./trendWords";

/** What a limit has done since the page was opened: a line, and the words for it. */
export function TrendWords({ trend, limit }: Pick<CellProps, "trend" | "limit">) {
  const grew = growth(trend);
  if (!trend || !grew) return null;
  return (
    <span className="inline-flex items-center gap-2 text-muted">
      {grew.by !== 0 && <Sparkline points={trend.points} least={(limit.max ?? 0) / 100} />}
      <span className="whitespace-nowrap text-xs tabular-nums">
        {grown(grew.by, limit.unit)}
        <br />
        since {clock(grew.since)}
      </span>
    </span>
  );
}
