import { useOfNow } from "@/app/useNow";
import type { Reading } from "@/limits/reading";

const MINUTE = 60_000;

/** Differences of the clocks that are too small to be told from the age of an answer, in whole seconds. */
const SMALL = 5000;

/**
 * By how much the server's clock is ahead of this device's, in milliseconds. Readings are drawn and written
 * at the server's time, so the present has to be by the same clock.
 */
export function aheadOf({ report, readAt }: Reading): number {
  const ahead = report.readAt && readAt !== null ? Date.parse(report.readAt) - readAt : 0;
  return Math.abs(ahead) < SMALL ? 0 : ahead;
}

/** The present minute by the server's clock, in milliseconds. */
export function useServerMinute(reading: Reading): number {
  const ahead = aheadOf(reading);
  return useOfNow((now) => Math.floor((now + ahead) / MINUTE) * MINUTE);
}
