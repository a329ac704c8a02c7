/** What takes less is the time that an answer takes, and no difference between two clocks. */
const LEAST_SKEW = 5_000;

/** By how much the server's clock is ahead of this device's, by the header `Date` (RFC 9110, 6.6.1). */
export function skewOf(date: string | null, now: number): number {
  const skew = Date.parse(date ?? "") - now;
  return Math.abs(skew) >= LEAST_SKEW ? skew : 0;
}
