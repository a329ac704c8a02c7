import { afterAll, beforeAll, expect, test } from "vitest";
import { showZone } from "@/words/times";
import {
  type Backtested,
  caveats,
  comparedWords,
  type Fired,
  firedFor,
  firedWords,
  mostFired,
  openWords,
  triedRules,
} from "./backtest";
import type { KnownLimit, Rule } from "./settings";

const NOW = Date.parse("2026-11-21T14:31:00Z");
const LIMITS: KnownLimit[] = [
  { name: "DailyApiRequests", label: "Daily API requests", category: "api", unit: "count" },
  { name: "DataStorageMB", label: "Data storage", category: "storage", unit: "MB" },
];
const ORG: Rule = {
  id: "level",
  scope: { org: true },
  condition: { kind: "level", warning: 60, critical: 80 },
};
const OWN: Rule = { ...ORG, id: "own", scope: { limit: "DailyApiRequests" } };
const TRIED: Backtested = {
  from: "2026-10-22T14:31:00Z",
  to: "2026-11-21T14:31:00Z",
  polls: 8640,
  fired: [],
};

function fired(limit: string | null, openedAt: string, closedAt: string | null, rule = "level"): Fired {
  return { rule, limit, openedAt, closedAt, level: "warning", sentence: "" };
}

const CALLS = fired("DailyApiRequests", "2026-11-03T14:05:00Z", "2026-11-03T16:05:00Z");
const DATA = fired("DataStorageMB", "2026-11-04T14:05:00Z", null);

beforeAll(() => showZone("UTC"));
afterAll(() => showZone("browser"));

test("how often it would have fired is told with the span that was tried", () => {
  expect(firedWords([], TRIED)).toBe("Would not have fired in the last 30 days");
  expect(firedWords([CALLS], TRIED)).toBe("Would have fired once in the last 30 days");
  expect(firedWords([CALLS, DATA], TRIED)).toBe("Would have fired twice in the last 30 days");
  const week = { ...TRIED, from: "2026-11-14T14:31:00Z" };
  expect(firedWords(new Array(1234).fill(CALLS), week)).toBe(
    "Would have fired 1,234 times in the last 7 days",
  );
});

test("it is compared with the rules as they are", () => {
  expect(comparedWords(2, 5)).toBe("now: 5 times");
  expect(comparedWords(2, 0)).toBe("now: never");
  expect(comparedWords(2, 2)).toBe("as often as now");
});

test("only that counts for which the rule holds, with the new rule as without it", () => {
  const answer = { ...TRIED, fired: [CALLS, DATA] };
  expect(firedFor(answer, ORG, [ORG], LIMITS)).toEqual([CALLS, DATA]);
  expect(firedFor(answer, OWN, [ORG], LIMITS)).toEqual([CALLS]);
  expect(firedFor(answer, ORG, [ORG, OWN], LIMITS)).toEqual([DATA]);
  const silence = fired(null, "2026-11-03T14:05:00Z", null);
  const none: Rule = { ...ORG, condition: { kind: "noReading", minutes: 30 } };
  expect(firedFor({ ...TRIED, fired: [silence] }, none, [], [])).toEqual([silence]);
});

test("rules are tried by their own thresholds, and without those of other kinds", () => {
  const rule: Rule = {
    ...ORG,
    channels: ["pager"],
    mute: { until: "2026-11-30T00:00:00Z" },
    temporary: { condition: { kind: "level", warning: 90, critical: 95 }, until: "2026-11-30T00:00:00Z" },
  };
  const other: Rule = { ...ORG, id: "jump", condition: { kind: "jump", pointsPerHour: 20 } };
  expect(triedRules([rule, other], "level")).toEqual([
    { ...ORG, channels: null, mute: null, temporary: null },
  ]);
});

test("each alert says when it was open, and for how long", () => {
  expect(openWords(CALLS, NOW)).toBe("3 Nov 14:05 for 2 h");
  expect(openWords(DATA, NOW)).toBe("4 Nov 14:05, still open");
  expect(openWords(fired("A", "2026-11-21T10:00:00Z", "2026-11-21T10:25:00Z"), NOW)).toBe("10:00 for 25 min");
  expect(openWords(fired("A", "2025-11-01T10:00:00Z", "2025-11-04T12:25:00Z"), NOW)).toBe(
    "1 Nov 2025 10:00 for 74 h",
  );
});

test("what the answer does not know is said", () => {
  expect(caveats(TRIED, "level", NOW)).toEqual([]);
  expect(caveats({ ...TRIED, polls: 0 }, "level", NOW)).toEqual([
    "There are no readings yet on which it could be tried.",
  ]);
  expect(caveats({ ...TRIED, polls: 12 }, "level", NOW)).toEqual([
    "There are only 12 readings of that time, of 8,640 possible.",
  ]);
  const short = { ...TRIED, to: "2026-11-20T00:00:00Z", polls: 8200 };
  expect(caveats(short, "level", NOW)).toEqual(["There was time to try it up to 20 Nov 00:00 only."]);
  expect(caveats(TRIED, "timeLeft", NOW)[0]).toContain("7 days");
  expect(caveats(TRIED, "noReading", NOW)[0]).toContain("10 min late");
});

test("the limits that would have fired the most are named, unless there is only one", () => {
  expect(mostFired([CALLS, CALLS])).toEqual([]);
  expect(mostFired([DATA, CALLS, CALLS])).toEqual([
    ["DailyApiRequests", 2],
    ["DataStorageMB", 1],
  ]);
});
