import type { Limit } from "./words";

const HOUR = 3_600_000;

/** How long an org has to be read before anything is foreseen, by how a limit is counted. */
const LEARNING: Partial<Record<Limit["window"], number>> = {
  rolling24h: HOUR,
  daily: HOUR,
  hourly: HOUR / 6,
  monthly: 72 * HOUR,
  stock: 120 * HOUR,
};

/** Before which moment there is no forecast of a limit; null if it is not learning, or should be done. */
export function learnsUntil(
  limit: Limit,
  connectedAt: string | null | undefined,
  now: number,
): number | null {
  const takes = LEARNING[limit.window];
  if (limit.noForecast !== "learning" || !takes || !connectedAt) return null;
  const until = Date.parse(connectedAt) + takes;
  return until > now ? until : null;
}

/** So many days of readings make a forecast that knows a week. */
const WHOLE = 8;

/** "4 of 8 days": how much is known where that is too little; empty where it is enough. */
export function learnt({ forecast }: Limit): string {
  const basis = forecast?.basis;
  if (basis?.method !== "fewDays") return "";
  return `${basis.days} of ${WHOLE} days`;
}
