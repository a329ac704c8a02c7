import type { Limit, Report } from "./words";

/** A limit for tests: 400 of 1,000 calls, and what a test says otherwise. */
export function limit(changes: Partial<Limit> = {}): Limit {
  return {
    name: "DailyApiRequests",
    label: "Daily API requests",
    category: "api",
    unit: "count",
    window: "rolling24h",
    state: "ok",
    max: 1000,
    used: 400,
    remaining: 600,
    usedPercent: 40,
    apps: [],
    ...changes,
  };
}

/** A report for tests, read at 12:00 UTC. */
export function report(limits: Limit[], changes: Partial<Report> = {}): Report {
  return {
    org: {
      id: "00D000000000001EAA",
      name: "Acme",
      kind: "production",
      instanceUrl: "https://acme.my.salesforce.com",
    },
    readAt: "2026-11-21T12:00:00Z",
    ageSeconds: 0,
    freshness: "fresh",
    counts: { exceeded: 0, critical: 0, warning: 0, ok: 0, unlimited: 0, notProvisioned: 0, unknown: 0 },
    limits,
    ...changes,
  };
}
