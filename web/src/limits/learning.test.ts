import { expect, test } from "vitest";
import { learnsUntil, learnt } from "./learning";
import { limit } from "./sample";

const CONNECTED = "2026-11-21T12:00:00Z";
const NOON = Date.parse(CONNECTED);
const HOUR = 3_600_000;

test("a limit that is learning says before when there is no forecast, by how it is counted", () => {
  const until = (window: "rolling24h" | "stock") =>
    learnsUntil(limit({ noForecast: "learning", window }), CONNECTED, NOON);
  expect(until("rolling24h")).toBe(NOON + HOUR);
  expect(until("stock")).toBe(NOON + 5 * 24 * HOUR);
});

test("no moment is told that has passed, or that nobody knows", () => {
  const learning = limit({ noForecast: "learning" });
  expect(learnsUntil(learning, CONNECTED, NOON + 2 * HOUR)).toBeNull();
  expect(learnsUntil(learning, null, NOON)).toBeNull();
  expect(learnsUntil(limit({ noForecast: "unsure" }), CONNECTED, NOON)).toBeNull();
});

test("a forecast from too few days says how many there are", () => {
  const forecast = {
    runsOutAt: CONNECTED,
    earliest: CONNECTED,
    latest: CONNECTED,
    confidence: "low",
    because: "",
  } as const;
  const basis = { days: 2, perFiveMinutes: 1 };
  expect(learnt(limit({ forecast: { ...forecast, basis: { ...basis, method: "fewDays" } } }))).toBe(
    "2 of 8 days",
  );
  expect(learnt(limit({ forecast: { ...forecast, basis: { ...basis, method: "sameHours" } } }))).toBe("");
});
