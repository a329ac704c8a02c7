import { afterAll, beforeAll, expect, test } from "vitest";
import { showZone } from "@/words/times";
import { inAnHour, reasonOf } from "./rateWords";
import { limit } from "./sample";

// A Friday.
const NOON = Date.parse("2026-11-20T12:00:00Z");

beforeAll(() => showZone("UTC"));
afterAll(() => showZone("browser"));

test("the rate is told by the hour and against the usual", () => {
  expect(inAnHour(limit({ ratePerHour: 7734.04, rateFactor: 1.44 }))).toBe(
    "7,734 an hour, 1.4 times the usual",
  );
  expect(inAnHour(limit({ ratePerHour: 8, rateFactor: 1.04 }))).toBe("8 an hour, as usual");
  expect(inAnHour(limit({ ratePerHour: 2.5, rateFactor: 0.05 }))).toBe(
    "2.5 an hour, much less than the usual",
  );
});

test("a slow rate is told by the day, so that it does not look like none", () => {
  expect(inAnHour(limit({ unit: "MB", ratePerHour: 0.7 }))).toBe("16\u00a0MB a day");
  expect(inAnHour(limit({ ratePerHour: -0.2 }))).toBe("\u22124.8 a day");
  expect(inAnHour(limit({ ratePerHour: 0 }))).toBe("no use at present");
});

test("a rate that is not known, or of nothing, is not told", () => {
  expect(inAnHour(limit())).toBe("");
  expect(inAnHour(limit({ ratePerHour: 5, state: "unlimited" }))).toBe("");
  expect(inAnHour(limit({ ratePerHour: 0, state: "notProvisioned" }))).toBe("");
});

test("the reason is the present pace against that of a usual day of the week", () => {
  const basis = { method: "sameHours", days: 30, perFiveMinutes: 312.6, factor: 2.43 } as const;
  expect(reasonOf(limit(), basis, NOON)).toBe("312 calls per 5 minutes, 2.4 times a usual Friday");
  const usual = { ...basis, factor: 1.02 };
  expect(reasonOf(limit(), usual, NOON)).toBe("312 calls per 5 minutes, as on a usual Friday");
  const slow = { ...basis, perFiveMinutes: 0.08, factor: null };
  expect(reasonOf(limit({ name: "x", category: "other" }), slow, NOON)).toBe("23 a day");
});

test("each method has its own words", () => {
  const storage = limit({ name: "DataStorageMB", category: "storage", unit: "MB" });
  expect(reasonOf(storage, { method: "trend", days: 31, perDay: 190.4 }, NOON)).toBe(
    "190\u00a0MB a day over the last 31 days",
  );
  const events = limit({ name: "x", category: "events" });
  expect(reasonOf(events, { method: "thisWindow", perHour: 1198.3 }, NOON)).toBe(
    "1,198 events an hour since the counter began anew",
  );
  expect(reasonOf(limit(), { method: "todaysPace", perFiveMinutes: 10 }, NOON)).toBe(
    "120 calls an hour in the last hours",
  );
});
