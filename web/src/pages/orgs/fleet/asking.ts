import { Refused } from "@/api/Refused";
import { POLL } from "@/limits/polling";
import { isNew } from "./condition";
import type { Fleet } from "./fleet";

/** After a failure the next attempt comes sooner: an unattended screen has nobody who would ask. */
const AGAIN = 60_000;

/** While the first reading of an org is on its way, somebody is likely to wait for it. */
const SOON = 30_000;

/** What is known of the attempts so far: moments of this device's clock, 0 for never. */
export type Asks = {
  data?: Fleet | undefined;
  dataUpdatedAt: number;
  errorUpdatedAt: number;
  error: unknown;
};

/** When the orgs are asked for again. */
export function dueAt({ data, dataUpdatedAt, errorUpdatedAt, error }: Asks): number {
  if (!error) return dataUpdatedAt + (data?.orgs.some(isNew) ? SOON : POLL);
  const wait = error instanceof Refused ? (error.retryAfter ?? 0) * 1000 : 0;
  return errorUpdatedAt + Math.max(wait, AGAIN);
}
