import { clock } from "@/words/times";
import { growth, type Trend } from "./reading";
import { Sparkline } from "./Sparkline";
import { grown } from "./trendWords";
import type { Limit } from "./words";

/** What a limit has done since the page was opened: a line, and the words for it. */
export function TrendWords({ trend, limit }: { trend: Trend | undefined; limit: Limit }) {
  const grew = growth(trend);
  if (!trend || !grew) return null;
  return (
    <span className="inline-flex items-center gap-2 text-muted">
      {grew.by !== 0 && <Sparkline {...trend} least={(limit.max ?? 0) / 100} />}
      <span className="whitespace-nowrap text-xs tabular-nums">
        {grown(grew.by, limit.unit)}
        <br />
        since {clock(grew.since)}
      </span>
    </span>
  );
}
