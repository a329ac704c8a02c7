import type { CellProps } from "@/limits/extras";
import { inAnHour } from "@/limits/rateWords";
import { Sparkline } from "@/limits/Sparkline";
import { useDay } from "./DayContext";
import { pointsOf } from "./sparklines";

/** The course of the last 24 hours, and how fast the limit is used now, against what is usual. */
export function LastDay({ limit, isOld }: Pick<CellProps, "limit" | "isOld">) {
  const { reading } = useDay();
  const points = pointsOf(reading.report, limit.name);
  const rate = isOld ? "" : inAnHour(limit);
  if (!points && !rate) return null;
  return (
    <span className="inline-flex items-center gap-2 text-muted">
      {points && <Sparkline points={points} least={(limit.max ?? 0) / 100} />}
      <span className="text-xs tabular-nums">{rate}</span>
    </span>
  );
}
