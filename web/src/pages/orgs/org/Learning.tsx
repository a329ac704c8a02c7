import { learnsUntil } from "@/limits/learning";
import type { Limit } from "@/limits/words";
import { clockNear } from "@/words/sentences";
import { useDay } from "./DayContext";

/** An org that is new has no forecasts yet: when the first ones come, and when they can be relied on. */
export function Learning({ limits, now }: { limits: readonly Limit[]; now: number }) {
  const { connectedAt } = useDay();
  const moments = limits
    .filter(({ window }) => window === "rolling24h" || window === "daily")
    .flatMap((limit) => learnsUntil(limit, connectedAt, now) ?? []);
  if (moments.length === 0) return null;
  const first = clockNear(new Date(Math.min(...moments)).toISOString(), now);
  return (
    <p className="max-w-[70ch]">
      <span className="font-medium">Learning: no forecast before {first}.</span> Storage takes five days, and
      after eight days a whole week is known.
    </p>
  );
}
