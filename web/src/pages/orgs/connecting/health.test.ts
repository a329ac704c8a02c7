import { beforeAll, expect, test } from "vitest";
import { showZone } from "@/words/times";
import type { WatchedOrg } from "../watched";
import { healthOf, permittedBy, prospects } from "./health";

const NOW = Date.parse("2026-11-20T14:31:00Z");

const WORKS: WatchedOrg = {
  org: {
    id: "00D1t0000008BzYEAU",
    name: "Acme",
    kind: "production",
    instanceUrl: "https://acme.my.salesforce.com",
  },
  method: "refreshToken",
  ownApp: false,
  callsToday: 12,
  readAt: "2026-11-20T14:29:00Z",
  ageSeconds: 120,
};

beforeAll(() => showZone("UTC"));

test("a connection that reads works", () => {
  expect(healthOf(WORKS, NOW)).toMatchObject({ kind: "works", title: "The connection works" });
});

test("a lost one is lost whatever else is known of it, and says since when and why", () => {
  const trouble = {
    reason: "revoked",
    since: "2026-11-20T14:05:00Z",
    words: "its approval was revoked",
    remedy: "",
  };
  const lost = { ...WORKS, trouble, pausedUntil: "2026-11-20T15:00:00Z" } as WatchedOrg;
  expect(healthOf(lost, NOW)).toMatchObject({
    kind: "lost",
    words: "Not read since 20 Nov 2026, 14:05 UTC because its approval was revoked.",
  });
});

test("a pause is told with its end, and is over with it", () => {
  const paused = { ...WORKS, pausedUntil: "2026-11-20T14:45:00Z" };
  expect(healthOf(paused, NOW)).toMatchObject({ kind: "paused", title: "No readings until 14:45" });
  expect(healthOf(paused, NOW + 15 * 60_000)).toMatchObject({ kind: "silent" });
});

test("an org that was never read waits, and one whose readings are missing is silent", () => {
  expect(healthOf({ ...WORKS, readAt: null, ageSeconds: null }, NOW)).toMatchObject({ kind: "new" });
  const silent = { ...WORKS, readAt: "2026-11-20T13:44:00Z", ageSeconds: 2820 };
  expect(healthOf(silent, NOW)).toMatchObject({ kind: "silent", title: "No reading for 47 min" });
});

test("only what somebody in the org can mend is said to be tried again", () => {
  expect(prospects("permissionMissing")).toMatch(/once an hour/);
  expect(prospects("revoked")).toMatch(/^Only connecting/);
});

test("each way of permission has its words", () => {
  const ways = [
    permittedBy(WORKS),
    permittedBy({ ...WORKS, ownApp: true }),
    permittedBy({ ...WORKS, method: "clientCredentials", ownApp: true }),
  ];
  expect(new Set(ways).size).toBe(3);
});
