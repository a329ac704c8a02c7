import { expect, test } from "vitest";
import { limit } from "@/limits/sample";
import { spanOf } from "./span";

const NOON = Date.parse("2026-11-21T12:00:00Z");
const HOUR = 3_600_000;

/** A limit that runs out after so many hours, give or take one. */
function ending(hours: number) {
  const at = (hour: number) => new Date(NOON + hour * HOUR).toISOString();
  const [runsOutAt, earliest, latest] = [at(hours), at(hours - 1), at(hours + 1)];
  const basis = { method: "trend", days: 30, perDay: 1 } as const;
  return limit({ forecast: { runsOutAt, earliest, latest, confidence: "high", because: "", basis } });
}

test("without a forecast it is the last day", () => {
  expect(spanOf(limit(), NOON)).toEqual({ from: NOON - 24 * HOUR, to: NOON });
});

test("with an end within a day it is that day, to beyond its latest moment", () => {
  expect(spanOf(ending(4), NOON)).toEqual({ from: NOON - 24 * HOUR, to: NOON + 6 * HOUR });
});

test("with an end that is days ahead it is the last thirty days, to beyond it", () => {
  const { from, to } = spanOf(ending(240), NOON);
  expect([from, to]).toEqual([NOON - 720 * HOUR, NOON + 289 * HOUR]);
});

test("an end that is months ahead does not press the past together", () => {
  expect(spanOf(ending(200 * 24), NOON).to).toBe(NOON + 45 * 24 * HOUR);
});
