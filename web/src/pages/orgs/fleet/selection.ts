import type { UrlState } from "@/app/useUrlState";
import type { WatchedOrg } from "../watched";
import { CONDITIONS, type Condition } from "./condition";
import type { Standing } from "./fleet";

/** The kinds of orgs, with what they are called together. */
export const KIND_WORDS: Record<WatchedOrg["org"]["kind"], string> = {
  production: "Production",
  sandbox: "Sandbox",
  developer: "Developer",
};
/** One of them. */
export type Kind = keyof typeof KIND_WORDS;

/** By what the orgs can be ordered. */
export const SORTS = ["urgency", "name", "age"] as const;
/** One of them. */
export type Sort = (typeof SORTS)[number];

/** Which orgs are shown, and in which order. */
export type FleetSelection = {
  conditions: readonly Condition[];
  kind: Kind | undefined;
  words: string;
  sort: Sort;
};

/** The selection that an address asks for; what it does not know, it leaves out. */
export function fleetSelectionOf({ state, kind, q, sort }: UrlState): FleetSelection {
  const asked = state?.split(",") ?? [];
  return {
    conditions: CONDITIONS.filter((known) => asked.includes(known)),
    kind: kind && Object.hasOwn(KIND_WORDS, kind) ? (kind as Kind) : undefined,
    words: q ?? "",
    sort: SORTS.find((known) => known === sort) ?? "urgency",
  };
}

/** The `state` of the address after one condition has been switched on or off. */
export function toggledIn(conditions: readonly Condition[], condition: Condition): string {
  return CONDITIONS.filter((each) => conditions.includes(each) !== (each === condition)).join(",");
}

/** Whether anything is left out. */
export function isFleetNarrowed({ conditions, kind, words }: FleetSelection): boolean {
  return conditions.length > 0 || kind !== undefined || words.trim() !== "";
}

/** The orgs that are selected, in their order. */
export function selected(standings: readonly Standing[], selection: FleetSelection): readonly Standing[] {
  const some = standings.filter((standing) => isSelected(standing, selection));
  switch (selection.sort) {
    case "urgency":
      return some;
    case "name":
      return some.toSorted((a, b) => COLLATOR.compare(a.name, b.name));
    // The longest ago first; what was never read is the longest ago.
    case "age":
      return some.toSorted((a, b) => readAt(a) - readAt(b));
  }
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

function readAt({ watched }: Standing): number {
  return watched.readAt ? Date.parse(watched.readAt) : 0;
}

function isSelected({ condition, text, watched }: Standing, { conditions, kind, words }: FleetSelection) {
  if (conditions.length > 0 && !conditions.includes(condition)) return false;
  if (kind && watched.org.kind !== kind) return false;
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
