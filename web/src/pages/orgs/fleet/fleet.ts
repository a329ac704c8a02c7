import type { components } from "@/generated/api";
import type { End, Told } from "@/words/sentences";
import type { WatchedOrg } from "../watched";
import { CONDITIONS, type Condition, conditionOf } from "./condition";

/** All watched orgs, as they were answered. */
export type Fleet = {
  orgs: readonly WatchedOrg[];
  /** By how many milliseconds the server's clock is ahead of this device's. */
  skew: number;
  /** Until when the link shows them; absent for their owner. */
  until?: string | undefined;
};

/** An org with what the page calls it, what it is found by, and how it stands. */
export type Standing = { watched: WatchedOrg; name: string; text: string; condition: Condition };

/** What is answered: whoever looks by a link is told until when it shows anything. */
export type FleetAnswer = components["schemas"]["WatchedOrgs"];

type Worst = components["schemas"]["Worst"];

/** The orgs at a moment of the server's clock, the gravest first. */
export function standingsOf({ orgs }: Fleet, now: number): Standing[] {
  const names = namesOf(orgs);
  const standings = orgs.map((watched) => {
    const name = names.get(watched.org.id) ?? watched.org.name;
    return { watched, name, text: textOf(watched, name), condition: conditionOf(watched, now) };
  });
  // What is alike stays as the server orders it.
  return standings.toSorted((a, b) => gravity(a) - gravity(b) || end(a) - end(b));
}

/** How many orgs stand in which way. */
export function countsOf(standings: readonly Standing[]): Record<Condition, number> {
  const counts = Object.fromEntries(CONDITIONS.map((each) => [each, 0])) as Record<Condition, number>;
  for (const { condition } of standings) counts[condition] += 1;
  return counts;
}

/** What a sentence about an org's most urgent limit is made of. */
export function toldOf(worst: Worst): Told {
  const { earliest, latest, runsOutAt } = worst;
  const forecast: End | null = runsOutAt
    ? { runsOutAt, earliest: earliest ?? runsOutAt, latest: latest ?? runsOutAt }
    : null;
  return { ...worst, forecast };
}

/**
 * What each org is called. Where two of a kind have one name, as orgs behind a masked link do, a piece of
 * their address or of their id tells them apart.
 */
function namesOf(orgs: readonly WatchedOrg[]): Map<string, string> {
  const number = new Map<string, number>();
  for (const { org } of orgs) number.set(plain(org), (number.get(plain(org)) ?? 0) + 1);
  return new Map(
    orgs.map(({ org }) => [org.id, number.get(plain(org)) === 1 ? org.name : `${org.name} (${mark(org)})`]),
  );
}

/** What an org is found by: its name, its address, its id, and the limit that is spoken of. */
export function textOf({ org, summary }: WatchedOrg, name: string): string {
  return `${name} ${org.id} ${org.instanceUrl} ${summary?.worst?.label ?? ""}`.toLowerCase();
}

function plain({ kind, name }: WatchedOrg["org"]): string {
  return `${kind} ${name}`;
}

function mark({ id, instanceUrl }: WatchedOrg["org"]): string {
  const domain = /^https:\/\/([\w-]+)\.[\w.]*my\.salesforce\.com$/.exec(instanceUrl)?.[1];
  return domain ?? `…${id.slice(11, 15)}`;
}

function gravity({ condition }: Standing): number {
  return CONDITIONS.indexOf(condition);
}

function end({ condition, watched }: Standing): number {
  return condition === "soon" ? Date.parse(watched.summary?.worst?.runsOutAt ?? "") : 0;
}
