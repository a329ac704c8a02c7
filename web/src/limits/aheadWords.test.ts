import { expect, test } from "vitest";
import { showZone } from "@/words/times";
import { runsOut, runsOutAtLength } from "./aheadWords";
import { limit } from "./sample";

const NOON = Date.parse("2026-11-21T12:00:00Z");
showZone("UTC");

const forecast = {
  runsOutAt: "2026-11-21T16:40:00Z",
  earliest: "2026-11-21T16:20:00Z",
  latest: "2026-11-21T17:15:00Z",
  confidence: "high",
  basis: { method: "sameHours", days: 8, perFiveMinutes: 312, factor: 2.4 },
  because: "the same time last week",
} as const;

test("a limit that runs out today does so at a time, a later one at a date", () => {
  expect(runsOut(limit({ forecast }), NOON)).toBe("16:40");
  const later = { ...forecast, runsOutAt: "2026-12-24T16:40:00Z" };
  expect(runsOut(limit({ forecast: later }), NOON)).toBe("24 Dec 2026, 16:40 UTC");
});

test("at length it is told how likely, why, and how fast", () => {
  const words = runsOutAtLength(limit({ forecast, ratePerHour: 3700, rateFactor: 2.4 }), NOON);
  expect(words).toBe(
    "Runs out 16:40. Likely 16:20 to 17:15, high confidence: the same time last week. " +
      "3,700 an hour now, 2.4 times the usual.",
  );
});

test("without a forecast it is said why", () => {
  expect(runsOut(limit({ noForecast: "staysBelow" }), NOON)).toBe("Not in sight");
  const over = limit({ noForecast: "exceeded", reliefAt: "2026-11-21T18:30:00Z" });
  expect(runsOut(over, NOON)).toBe("Used up; falls below about 18:30");
});

test("an org without a history tells nothing", () => {
  expect(runsOut(limit(), NOON)).toBe("");
});
