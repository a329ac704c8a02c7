import type { UrlState } from "@/app/useUrlState";
import { STATES, type State } from "@/words/states";
import { CATEGORY_WORDS, type Category, type Limit } from "./words";

/** By what the list can be ordered. */
export const SORTS = ["urgency", "name", "percent", "left", "time"] as const;
/** One of them. */
export type Sort = (typeof SORTS)[number];

/** What of a report is shown, and in which order. */
export type Selection = {
  states: readonly State[];
  category: Category | undefined;
  words: string;
  sort: Sort;
};

/** The names of what is shown: those that are pinned come first. */
export type Arranged = { pinned: readonly string[]; others: readonly string[] };

/** The selection that an address asks for; what it does not know, it leaves out. */
export function selectionOf({ state, category, q, sort }: UrlState): Selection {
  const asked = state?.split(",") ?? [];
  return {
    states: STATES.filter((known) => asked.includes(known)),
    category: category && Object.hasOwn(CATEGORY_WORDS, category) ? (category as Category) : undefined,
    words: q ?? "",
    sort: SORTS.find((known) => known === sort) ?? "urgency",
  };
}

/** The `state` of the address after one state has been switched on or off. */
export function toggled(states: readonly State[], state: State): string {
  return STATES.filter((each) => states.includes(each) !== (each === state)).join(",");
}

/** Whether anything is left out. */
export function isNarrowed({ states, category, words }: Selection): boolean {
  return states.length > 0 || category !== undefined || words.trim() !== "";
}

/** The limits that are selected, in their order, the pinned ones first. */
export function arranged(
  limits: readonly Limit[],
  selection: Selection,
  pinned: readonly string[],
): Arranged {
  const names = sorted(
    limits.filter((limit) => isSelected(limit, selection)),
    selection.sort,
  ).map(({ name }) => name);
  return {
    pinned: names.filter((name) => pinned.includes(name)),
    others: names.filter((name) => !pinned.includes(name)),
  };
}

/**
 * The arrangement before, for as long as nothing may move: what is new comes at the end, and what Salesforce
 * does not list any more is gone.
 */
export function kept(before: Arranged, after: Arranged, existing: ReadonlySet<string>): Arranged {
  const known = new Set([...before.pinned, ...before.others]);
  const added = [...after.pinned, ...after.others].filter((name) => !known.has(name));
  return {
    pinned: before.pinned.filter((name) => existing.has(name)),
    others: [...before.others.filter((name) => existing.has(name)), ...added],
  };
}

/** Whether two arrangements are the same. */
export function isSame(a: Arranged, b: Arranged): boolean {
  return a.pinned.join() === b.pinned.join() && a.others.join() === b.others.join();
}

function isSelected(limit: Limit, { states, category, words }: Selection): boolean {
  if (states.length > 0 && !states.includes(limit.state)) return false;
  if (category && limit.category !== category) return false;
  const text = `${limit.label} ${limit.name} ${limit.meaning ?? ""}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function sorted(limits: readonly Limit[], sort: Sort): readonly Limit[] {
  switch (sort) {
    // The API's own order.
    case "urgency":
      return limits;
    case "name":
      return limits.toSorted((a, b) => a.label.localeCompare(b.label, "en"));
    case "percent":
      return limits.toSorted((a, b) => (b.usedPercent ?? -1) - (a.usedPercent ?? -1));
    // What is not known to be left is not nothing: it comes last.
    case "left":
      return limits.toSorted((a, b) => left(a) - left(b));
    case "time":
      return limits.toSorted((a, b) => end(a) - end(b));
  }
}

function left({ remaining, state }: Limit): number {
  return state === "notProvisioned" ? Number.MAX_VALUE : (remaining ?? Number.MAX_VALUE);
}

/** When a limit ends: what is used up has ended, and what has no end in sight comes last. */
function end({ forecast, state }: Limit): number {
  if (state === "exceeded") return 0;
  return forecast ? Date.parse(forecast.runsOutAt) : Number.MAX_VALUE;
}
