import type { State } from "@/words/states";
import type { WatchedOrg } from "../watched";

/** How an org stands, the gravest first: each org stands in one of these ways. */
export const CONDITIONS = ["lost", "silent", "exceeded", "soon", "critical", "warning", "ok"] as const;
/** One of them. */
export type Condition = (typeof CONDITIONS)[number];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** An org that was not read for so long is silent: three readings are missing. */
const SILENT = 15 * MINUTE;

/** What each way of standing is called. */
export const CONDITION_WORDS: Record<Condition, string> = {
  lost: "Lost",
  silent: "Silent",
  exceeded: "Exceeded",
  soon: "Runs out < 24 h",
  critical: "Red",
  warning: "Yellow",
  ok: "Fine",
};

/** What each of them means, thresholds included. */
export const CONDITION_MEANINGS: Record<Condition, string> = {
  lost: "the connection with the org does not work",
  silent: "not read for 15 minutes or longer, or not yet",
  exceeded: "nothing is left of a limit",
  soon: "a limit runs out within 24 hours",
  critical: "more than 80 % of a limit is used",
  warning: "more than 60 % of a limit is used",
  ok: "no limit is near its end",
};

/** How an org stands at a moment of the server's clock. What is not known is never fine. */
export function conditionOf({ readAt, summary, trouble }: WatchedOrg, now: number): Condition {
  if (trouble) return "lost";
  const worst = summary?.worst;
  if (!readAt || !worst || now - Date.parse(readAt) > SILENT) return "silent";
  if (worst.state === "exceeded") return "exceeded";
  if (worst.runsOutAt && Date.parse(worst.runsOutAt) - now < DAY) return "soon";
  return STANDS[worst.state];
}

/** Whether the org's first reading is on its way. */
export function isNew({ readAt, trouble }: WatchedOrg): boolean {
  return !readAt && !trouble;
}

/** Whether nobody knows how the org's limits are. */
export function isUnread(condition: Condition): boolean {
  return condition === "lost" || condition === "silent";
}

/** Whether something has to be done about a limit of the org. */
export function isUrgent(condition: Condition): boolean {
  return !isUnread(condition) && condition !== "ok";
}

const STANDS: Record<State, Condition> = {
  exceeded: "exceeded",
  critical: "critical",
  warning: "warning",
  ok: "ok",
  unlimited: "ok",
  notProvisioned: "ok",
  unknown: "silent",
};
