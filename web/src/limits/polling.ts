import { Refused } from "@/api/Refused";
import type { Reading } from "./reading";

/** A reading is asked for so often, in milliseconds. */
export const POLL = 5 * 60_000;

/** So long after an old reading that came because somebody else was asking at the moment. */
const SOON = 5_000;

/** The collector comes at any time of its slot, so that a reading may be late by some of it. */
const LATE = 20_000;

/** What is known of the attempts so far: moments of this device's clock, 0 for never. */
export type Attempts = {
  data?: Reading | undefined;
  dataUpdatedAt: number;
  errorUpdatedAt: number;
  error: unknown;
  /** Whether somebody else reads the org, so that a new reading is there when it is due. */
  isFollowing?: boolean;
};

/** When the next reading is due: what refuses for a while says for how long. */
export function nextAt({ data, dataUpdatedAt, errorUpdatedAt, error, isFollowing }: Attempts): number {
  const wait = error instanceof Refused ? error.retryAfter : undefined;
  if (wait) return errorUpdatedAt + wait * 1000;
  if (!error && !isFollowing && data?.report.freshness === "stale" && !data.report.exhausted)
    return dataUpdatedAt + SOON;
  if (!error && isFollowing && data) {
    // An org that is new is read within a slot.
    if (data.readAt === null) return dataUpdatedAt + LATE;
    const due = data.readAt + POLL + LATE;
    if (due > dataUpdatedAt) return due;
    // It is late. That may pass soon, or take long.
    if (due + POLL > dataUpdatedAt) return dataUpdatedAt + 2 * LATE;
  }
  return Math.max(dataUpdatedAt, errorUpdatedAt) + POLL;
}

/** How long to wait from now; never so short that the page would ask without a pause. */
export function waitFrom(now: number, attempts: Attempts): number {
  if (attempts.dataUpdatedAt === 0 && attempts.errorUpdatedAt === 0) return POLL;
  return Math.max(1000, nextAt(attempts) - now);
}

/** How many seconds are left until a moment, at a present that is cut to the second. */
export function secondsUntil(at: number, now: number): number {
  return Math.floor(at / 1000) - Math.floor(now / 1000);
}

/** Whether two readings in a row are missing, so that nothing can be said about now. */
export function isOld(readAt: number | null, now: number): boolean {
  return readAt !== null && now - readAt > 2 * POLL;
}

/** Whether the connection with the org is over, so that only connecting again helps. */
export function isEnded(error: unknown): boolean {
  return error instanceof Refused && error.status === 401;
}
