import { useOfNow } from "@/app/useNow";
import type { Reading } from "./reading";

/**
 * A moment of this device's clock on the server's, in milliseconds: forecasts are told by the server's, and
 * this device's may show anything.
 */
export function onServersClock({ readAt, report }: Reading, now: number): number {
  return readAt === null || !report.readAt ? now : now - (readAt - Date.parse(report.readAt));
}

/** The present minute on the server's clock, for what is told to the minute. */
export function useServersMinute(reading: Reading): number {
  return useOfNow((now) => Math.floor(onServersClock(reading, now) / 60_000) * 60_000);
}
