import { beforeAll, expect, test } from "vitest";
import type { WatchedOrg } from "@/pages/orgs/watched";
import { showZone } from "@/words/times";
import { newsOf } from "./newsOf";

const NOW = Date.parse("2026-11-20T14:31:00Z");

const READ: WatchedOrg = {
  org: {
    id: "00D1t0000008BzYEAU",
    name: "Acme",
    kind: "production",
    instanceUrl: "https://acme.my.salesforce.com",
  },
  callsToday: 12,
  readAt: "2026-11-20T14:29:00Z",
  ageSeconds: 120,
  summary: {
    counts: { exceeded: 0, critical: 0, warning: 1, ok: 0, unlimited: 0, notProvisioned: 0, unknown: 0 },
    worst: {
      name: "DailyApiRequests",
      label: "Daily API requests",
      unit: "count",
      state: "warning",
      usedPercent: 78.4,
      remaining: 21600,
      max: 100_000,
      runsOutAt: "2026-11-20T16:40:00Z",
      earliest: "2026-11-20T16:20:00Z",
      latest: "2026-11-20T17:15:00Z",
      sentence: "told by the server",
    },
  },
};

beforeAll(() => showZone("UTC"));

test("the most urgent limit of an org is told at the present minute", () => {
  expect(newsOf(READ, NOW)).toBe(
    "Daily API requests run out at 16:40 UTC, in 2 h 9 min (likely 16:20 to 17:15).",
  );
});

test("an org that is not read says so instead, whatever its last reading was", () => {
  const trouble = {
    reason: "revoked",
    since: "2026-11-20T14:05:00Z",
    words: "its approval was revoked",
    remedy: "",
  };
  expect(newsOf({ ...READ, trouble } as WatchedOrg, NOW)).toBe("Not read because its approval was revoked.");
  expect(newsOf({ ...READ, readAt: null, ageSeconds: null }, NOW)).toBe("Not read yet.");
  expect(newsOf({ ...READ, readAt: "2026-11-20T14:14:00Z" }, NOW)).toBe("Readings are missing.");
});

test("an org without any limit that is used says so", () => {
  expect(newsOf({ ...READ, summary: null }, NOW)).toBe("No limit is in use.");
});
