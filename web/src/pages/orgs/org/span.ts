import { forecastOf } from "@/limits/aheadWords";
import type { Limit } from "@/limits/words";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Which time the chart of the heading shows, in milliseconds of the server's clock. */
export type Span = { from: number; to: number };

/**
 * The last day up to a little beyond the foreseen end. An end that is days ahead would not be seen beside a
 * day: there it is the last 30 days, on which such a forecast rests.
 */
export function spanOf(limit: Limit, now: number): Span {
  const forecast = forecastOf(limit, now);
  if (!forecast) return { from: now - DAY, to: now };
  const latest = Date.parse(forecast.latest);
  if (Date.parse(forecast.runsOutAt) - now > DAY) {
    return { from: now - 30 * DAY, to: Math.min(now + 45 * DAY, Math.max(latest, now) + 2 * DAY) };
  }
  return { from: now - DAY, to: Math.min(now + 30 * HOUR, Math.max(latest, now + 2 * HOUR) + HOUR) };
}
