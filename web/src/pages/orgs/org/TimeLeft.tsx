import { useOfNow } from "@/app/useNow";
import { timeLeft } from "@/limits/aheadWords";
import type { CellProps } from "@/limits/extras";
import { learnsUntil } from "@/limits/learning";
import { onServersClock } from "@/limits/serverClock";
import { clockNear } from "@/words/sentences";
import { useDay } from "./DayContext";

/** When a limit runs out, or why that is not told. An old reading tells nothing of what lies ahead. */
export function TimeLeft({ limit, isOld }: Pick<CellProps, "limit" | "isOld">) {
  const { reading, connectedAt } = useDay();
  const words = useOfNow((deviceNow) => {
    const now = onServersClock(reading, deviceNow);
    const until = learnsUntil(limit, connectedAt, now);
    if (until === null) return timeLeft(limit, now);
    return `Learning: no forecast before ${clockNear(new Date(until).toISOString(), now)}`;
  });
  if (isOld) return <span className="text-muted">Not known</span>;
  if (!limit.forecast) return <span className="text-muted">{words}</span>;
  return (
    <span className="tabular-nums">
      {/* What belongs together stays on one line. */}
      {words.replace(/in .*$/, (ahead) => ahead.replaceAll(" ", "\u00a0"))}
      {limit.forecast.confidence === "low" && <span className="text-muted"> (low confidence)</span>}
    </span>
  );
}
