import type { components } from "@/generated/api";

/** How close a limit is to its end. */
export type State = components["schemas"]["State"];

/** The states in the order of their gravity, as they are counted and filtered. */
export const STATES: readonly State[] = [
  "exceeded",
  "critical",
  "warning",
  "ok",
  "unlimited",
  "notProvisioned",
  "unknown",
];

/** What each state is called. */
export const STATE_WORDS: Record<State, string> = {
  exceeded: "Exceeded",
  critical: "Red",
  warning: "Yellow",
  ok: "Fine",
  unlimited: "No bound",
  notProvisioned: "Not in use",
  unknown: "Unknown",
};

/** What each state means, thresholds included. */
export const STATE_MEANINGS: Record<State, string> = {
  exceeded: "nothing is left",
  critical: "more than 80 % used",
  warning: "more than 60 % used",
  ok: "up to 60 % used",
  unlimited: "Salesforce sets no bound",
  notProvisioned: "not part of this org (0 of 0)",
  unknown: "no usable reading",
};

/** The colour of each state's words and marks; what is fine stays neutral. */
export const STATE_TEXT: Record<State, string> = {
  exceeded: "text-crit",
  critical: "text-crit",
  warning: "text-warn",
  ok: "text-ok",
  unlimited: "text-muted",
  notProvisioned: "text-muted",
  unknown: "text-unknown",
};
