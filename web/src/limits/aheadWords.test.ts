import { expect, test } from "vitest";
import { showZone } from "@/words/times";
import { nextOf, runsOutAtLength, timeLeft } from "./aheadWords";
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
const far = { ...forecast, runsOutAt: "2027-01-01T16:40:00Z", earliest: "2026-12-30T00:00:00Z" };
const distant = { ...far, latest: "2027-01-03T00:00:00Z" };

test("the time left is a time of the clock and how far it is, or a day where no hour is known", () => {
  expect(timeLeft(limit({ forecast }), NOON)).toBe("16:40, in 4 h 40 min");
  expect(timeLeft(limit({ forecast: distant }), NOON)).toBe("1 January, in 41 days");
});

test("an end that has come is now, and never a time that has passed", () => {
  expect(timeLeft(limit({ forecast }), NOON + 5 * 3_600_000)).toBe("Now");
});

test("a forecast of more than a year ahead, or of no moment, is none", () => {
  const absurd = { ...forecast, runsOutAt: "2099-01-01T00:00:00Z", latest: "2099-01-01T00:00:00Z" };
  expect(timeLeft(limit({ forecast: absurd }), NOON)).toBe("");
  expect(timeLeft(limit({ forecast: { ...forecast, latest: "NaN" } }), NOON)).toBe("");
});

test("at length it is told how likely, why, and how fast", () => {
  const words = runsOutAtLength(limit({ forecast, ratePerHour: 3700, rateFactor: 2.4 }), NOON);
  expect(words).toBe(
    "Runs out: 16:40, in 4 h 40 min. Likely 16:20 to 17:15, high confidence: the same time last week. " +
      "Now 3,700 an hour, 2.4 times the usual.",
  );
});

test("without a forecast it is said why", () => {
  expect(timeLeft(limit({ noForecast: "staysBelow" }), NOON)).toBe("Not in sight");
  const over = limit({ state: "exceeded", noForecast: "exceeded", reliefAt: "2026-11-21T18:30:00Z" });
  expect(timeLeft(over, NOON)).toBe("Used up; below again about 18:30");
  expect(timeLeft(limit({ state: "exceeded", noForecast: "staysBelow" }), NOON)).toBe("Used up");
});

test("an org without a history tells nothing", () => {
  expect(timeLeft(limit(), NOON)).toBe("");
});

test("what comes next is told in a few words, with a doubt where there is one", () => {
  const apex = { label: "Async Apex", forecast: { ...forecast, confidence: "low" } } as const;
  expect(nextOf(limit({ label: "Data storage", forecast: distant }), NOON)).toBe(
    "Data storage in about 41 days",
  );
  expect(nextOf(limit(apex), NOON)).toBe("Async Apex 16:40 (low confidence)");
  expect(nextOf(limit({ label: "Emails", state: "exceeded" }), NOON)).toBe("Emails used up");
  expect(nextOf(limit({ label: "Emails", usedPercent: 87.02 }), NOON)).toBe("Emails 87\u00a0% used");
});
