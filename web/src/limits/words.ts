import type { components } from "@/generated/api";
import { amount, percent } from "@/words/numbers";
import { STATE_WORDS, type State } from "@/words/states";

/** One limit, as the API answers it. */
export type Limit = components["schemas"]["Limit"];
/** All limits of an org at one moment. */
export type Report = components["schemas"]["Report"];
/** The area of Salesforce that a limit belongs to. */
export type Category = components["schemas"]["Category"];
type Window = components["schemas"]["Window"];

/** What each area is called, in the order of the tabs. */
export const CATEGORY_WORDS: Record<Category, string> = {
  api: "API",
  storage: "Storage",
  email: "Email",
  events: "Events",
  apex: "Apex",
  other: "Other",
};

/** Over which time a limit is counted, and so how it comes back. */
export const WINDOW_WORDS: Record<Window, string> = {
  rolling24h: "The last 24 hours: each use comes back 24 hours after it happened, not at midnight.",
  hourly: "An hour. Salesforce does not say whether by the clock or rolling.",
  daily: "A day. Salesforce does not say when it begins.",
  monthly: "A month, by the calendar or by the contract.",
  concurrent: "What is open at this moment.",
  stock: "What exists: it comes back only when something is removed.",
  unknown: "Not known.",
};

/** The states that something has to be done about. */
export function isNearItsEnd(state: State): boolean {
  return state === "exceeded" || state === "critical" || state === "warning";
}

/** Whether there is anything for a bar to show: a share, or that it is not known. */
export function hasMeter({ state }: Limit): boolean {
  return state !== "unlimited" && state !== "notProvisioned";
}

/** A number that may be absent, which is not the same as 0. */
export function given(value: number | null | undefined, unit: Limit["unit"]): string {
  return typeof value === "number" ? amount(value, unit) : "–";
}

/** What a limit allows; what Salesforce sends for "no bound" is no number for people. */
export function allowed({ max, state, unit }: Limit): string {
  return state === "unlimited" ? "no bound" : given(max, unit);
}

/** How much is used in a word or two: "94.2 %", "112 %", or why there is no share. */
export function share(limit: Limit): string {
  return typeof limit.usedPercent === "number" ? percent(limit.usedPercent) : STATE_WORDS[limit.state];
}

/** What is left, or by how much it is too much: "902 left", "12,040 over", "nothing left". */
export function rest({ remaining, state, unit }: Limit): string {
  if (typeof remaining !== "number" || state === "unlimited" || state === "notProvisioned") return "";
  if (remaining < 0) return `${amount(-remaining, unit)} over`;
  // Salesforce says so by refusing; the numbers are those of the last reading.
  if (state === "exceeded" && remaining > 0) return "calls are refused";
  return remaining === 0 ? "nothing left" : `${amount(remaining, unit)} left`;
}
