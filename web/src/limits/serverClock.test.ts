import { expect, test } from "vitest";
import { extended } from "./reading";
import { report } from "./sample";
import { onServersClock } from "./serverClock";

const NOON = Date.parse("2026-11-21T12:00:00Z");

test("a moment is told by the server's clock, whatever this device's shows", () => {
  const wrong = NOON + 40 * 3_600_000;
  const reading = extended(undefined, report([], { ageSeconds: 38 }), wrong);
  expect(onServersClock(reading, wrong)).toBe(NOON + 38_000);
  expect(onServersClock(reading, wrong + 5000)).toBe(NOON + 43_000);
});

test("without a reading this device's clock is all there is", () => {
  const nothing = extended(undefined, report([], { readAt: null, ageSeconds: null }), NOON);
  expect(onServersClock(nothing, NOON)).toBe(NOON);
});
