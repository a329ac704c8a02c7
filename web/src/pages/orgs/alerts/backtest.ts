import type { components } from "@/generated/api";
import { count, plural } from "@/words/numbers";
import { shortMoment } from "./moments";
import { minutesWords } from "./ruleWords";
import { governing, isSameScope, type Kind, type KnownLimit, type Rule } from "./settings";

/** When rules would have fired. */
export type Backtested = components["schemas"]["Backtested"];
/** An alert that would have opened. */
export type Fired = components["schemas"]["AlertFired"];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far apart readings are. */
const SLOT = 5 * MINUTE;

/**
 * The rules that are sent to be tried: only those of the rule's kind, because no others can take anything
 * from it, and each by its own condition, not by a temporary one, which would be taken for that of the past.
 */
export function triedRules(rules: readonly Rule[], kind: Kind): Rule[] {
  return rules
    .filter(({ condition }) => condition.kind === kind)
    .map((rule) => ({ ...rule, mute: null, temporary: null, channels: null }));
}

/** What of the past can be tried: nothing says when a connection was lost. */
export function canBeTried(kind: Kind): boolean {
  return kind !== "connectionLost";
}

/**
 * The alerts about that for which a rule holds: those of the rule itself, or those that other rules of its
 * kind would have opened for the same limits.
 */
export function firedFor(
  { fired }: Backtested,
  rule: Rule,
  rules: readonly Rule[],
  limits: readonly KnownLimit[],
): readonly Fired[] {
  const others = rules.filter(({ id, scope }) => id !== rule.id && !isSameScope(scope, rule.scope));
  return fired.filter(({ limit }) => {
    if (!limit) return true;
    const known = limits.find(({ name }) => name === limit) ?? { name: limit };
    return governing([...others, rule], rule.condition.kind, known)?.id === rule.id;
  });
}

/** "Would have fired twice in the last 30 days". */
export function firedWords(fired: readonly Fired[], tried: Backtested): string {
  const how = fired.length === 0 ? "not have fired" : `have fired ${times(fired.length)}`;
  return `Would ${how} in ${span(tried)}`;
}

/** Compared with the rules as they are: "now: 5 times"; the same is said so. */
export function comparedWords(after: number, before: number): string {
  if (after === before) return "as often as now";
  return `now: ${before === 0 ? "never" : times(before)}`;
}

/** When an alert would have been open, and for how long: "3 Nov 14:05 for 2 h". */
export function openWords({ openedAt, closedAt }: Fired, now: number): string {
  const at = shortMoment(openedAt, now);
  if (!closedAt) return `${at}, still open`;
  const minutes = Math.max(1, Math.floor((Date.parse(closedAt) - Date.parse(openedAt)) / MINUTE));
  return `${at} for ${minutesWords(minutes >= 2880 ? minutes - (minutes % 60) : minutes)}`;
}

/** What the answer does not know, in sentences. */
export function caveats(tried: Backtested, kind: Kind, now: number): string[] {
  const said: string[] = [];
  const [from, to] = [Date.parse(tried.from), Date.parse(tried.to)];
  const expected = Math.floor((to - from) / SLOT);
  if (tried.polls === 0) return ["There are no readings yet on which it could be tried."];
  if (now - to > 2 * 60 * MINUTE) said.push(`There was time to try it up to ${shortMoment(to, now)} only.`);
  if (tried.polls < 0.9 * expected) {
    said.push(`There are only ${count(tried.polls)} readings of that time, of ${count(expected)} possible.`);
  }
  if (kind === "timeLeft" || kind === "unusualRate") {
    said.push("Rules of this kind are tried on 7 days, every quarter of an hour.");
  }
  if (kind === "noReading") said.push("An org that fails is read less often, so it may be 10 min late.");
  return said;
}

/** For which limits it would have fired the most, the first three; nothing where there is only one. */
export function mostFired(fired: readonly Fired[]): [limit: string, times: number][] {
  const counts = new Map<string, number>();
  for (const { limit } of fired) if (limit) counts.set(limit, (counts.get(limit) ?? 0) + 1);
  const most = [...counts].sort(([, a], [, b]) => b - a);
  return most.length > 1 ? most.slice(0, 3) : [];
}

/** "once", "twice", "5 times" */
export function times(number: number): string {
  return number === 1 ? "once" : number === 2 ? "twice" : `${count(number)} times`;
}

function span({ from, to }: Backtested): string {
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  return days < 1.5 ? "the last day" : `the last ${plural(Math.round(days), "day")}`;
}
