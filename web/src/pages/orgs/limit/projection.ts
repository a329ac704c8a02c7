import type { Projection } from "@/charts/subject";
import type { Limit } from "@/limits/words";

/** Where a limit is expected to go from its last reading; undefined where that is not foreseen. */
export function projectionOf(
  limit: Limit | undefined,
  readAt: string | null | undefined,
): Projection | undefined {
  const forecast = limit?.forecast;
  const { used, max } = limit ?? {};
  if (!forecast || !readAt || typeof used !== "number" || typeof max !== "number") return undefined;
  const [runsOutAt, earliest, latest] = [forecast.runsOutAt, forecast.earliest, forecast.latest].map(
    Date.parse,
  );
  if (!runsOutAt || !earliest || !latest) return undefined;
  return { from: Date.parse(readAt), used, runsOutAt, earliest, latest, max };
}

/** So much of the shown past is added at most for what is ahead, to show how it ends. */
const MOST_AHEAD = 0.75;

/**
 * Where a chart that reaches up to now has to end: past the latest end if that is near enough, else a little
 * ahead, to show where it goes.
 */
export function endWith(projection: Projection | undefined, now: number, length: number): number {
  if (!projection) return now;
  const wanted = (projection.latest - now) * 1.08;
  return now + (wanted <= length * MOST_AHEAD ? Math.max(length / 8, wanted) : length / 4);
}
