import { expect, test } from "vitest";
import type { Limit } from "@/limits/words";
import { endWith, projectionOf } from "./projection";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-21T14:31:00Z");
const forecast = {
  runsOutAt: "2026-11-21T16:40:00Z",
  earliest: "2026-11-21T16:20:00Z",
  latest: "2026-11-21T17:15:00Z",
};
const limit = { used: 78_412, max: 100_000, forecast } as unknown as Limit;

test("what is ahead begins at the last reading and ends at the maximum", () => {
  expect(projectionOf(limit, "2026-11-21T14:30:00Z")).toEqual({
    from: NOW - 60_000,
    used: 78_412,
    runsOutAt: Date.parse(forecast.runsOutAt),
    earliest: Date.parse(forecast.earliest),
    latest: Date.parse(forecast.latest),
    max: 100_000,
  });
});

test.each([
  ["no forecast", { ...limit, forecast: null }, "2026-11-21T14:30:00Z"],
  ["no maximum", { ...limit, max: null }, "2026-11-21T14:30:00Z"],
  ["no reading", limit, null],
  [
    "no time that can be read",
    { ...limit, forecast: { ...forecast, latest: "soon" } },
    "2026-11-21T14:30:00Z",
  ],
])("with %s nothing is ahead", (_, given, readAt) => {
  expect(projectionOf(given as Limit, readAt)).toBeUndefined();
});

test("the chart reaches past the latest end where that is near, and else only some of the way", () => {
  const projection = projectionOf(limit, "2026-11-21T14:30:00Z");
  const latest = Date.parse(forecast.latest);
  expect(endWith(projection, NOW, 24 * HOUR)).toBe(NOW + 3 * HOUR);
  const near = endWith(projection, NOW, 6 * HOUR);
  expect(near).toBeGreaterThan(latest);
  expect(near).toBeLessThan(latest + 0.25 * HOUR);
  expect(endWith(projection, NOW, 3 * HOUR)).toBe(NOW + 0.75 * HOUR);
  expect(endWith(undefined, NOW, HOUR)).toBe(NOW);
});
