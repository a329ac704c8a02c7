/**
 * A moment of the server's clock on this device's clock, which may show anything: the server's own time
 * comes with its answer, in the header `Date` (RFC 9110, 6.6.1). In milliseconds; null where there is no
 * moment.
 */
export function onThisClock(at: string | null | undefined, date: string | null, now: number): number | null {
  if (!at) return null;
  const sent = Date.parse(date ?? "");
  return Date.parse(at) - (Number.isNaN(sent) ? 0 : sent - now);
}
