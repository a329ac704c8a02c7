import type { WatchedOrg } from "../watched";
import { conditionOf } from "./condition";
import { type Standing, textOf } from "./fleet";

/** The present of the tests. */
export const NOON = Date.parse("2026-11-21T12:00:00Z");

type Worst = NonNullable<NonNullable<WatchedOrg["summary"]>["worst"]>;

/** An org for tests, read two minutes before noon, with 40 % of its daily calls used. */
export function watched(id: string, changes: Partial<WatchedOrg> = {}, worst: object = {}): WatchedOrg {
  const daily = {
    name: "DailyApiRequests",
    label: "Daily API requests",
    unit: "count",
    state: "ok",
    usedPercent: 40,
    remaining: 9000,
    max: 15_000,
    sentence: "",
    runsOutAt: null,
    ...worst,
  };
  const none = { exceeded: 0, critical: 0, warning: 0, unlimited: 0, notProvisioned: 0, unknown: 0 };
  return {
    org: {
      id: `00D00000000${id}EAA`,
      name: `Acme ${id}`,
      kind: "production",
      instanceUrl: "https://acme.my.salesforce.com",
    },
    readAt: "2026-11-21T11:58:00Z",
    ageSeconds: 120,
    callsToday: 100,
    trouble: null,
    summary: { counts: { ...none, ok: 58 }, worst: daily as Worst },
    ...changes,
  };
}

/** The same as it stands at noon. */
export function standing(id: string, changes: Partial<WatchedOrg> = {}, worst: object = {}): Standing {
  const org = watched(id, changes, worst);
  const name = org.org.name;
  return { watched: org, name, text: textOf(org, name), condition: conditionOf(org, NOON) };
}

/** A connection that was lost. */
export const LOST = {
  reason: "revoked",
  since: "2026-11-21T10:00:00Z",
  words: "the approval was revoked or has expired",
  remedy: "Connect the org again.",
} as const;

/** An end in sight. */
export const SOON = {
  runsOutAt: "2026-11-21T16:40:00Z",
  earliest: "2026-11-21T16:20:00Z",
  latest: "2026-11-21T17:15:00Z",
};
