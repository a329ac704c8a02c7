import { expect, test } from "vitest";
import { onThisClock } from "./onThisClock";

const NOON = Date.parse("2026-11-21T12:00:00Z");
const HOUR = 3_600_000;

test("what ends in an hour ends in an hour, whatever the device's clock shows", () => {
  for (const wrong of [0, 5 * HOUR, -400 * 24 * HOUR]) {
    const end = onThisClock("2026-11-21T13:00:00Z", "Sat, 21 Nov 2026 12:00:00 GMT", NOON + wrong);
    expect(end).toBe(NOON + wrong + HOUR);
  }
});

test("without the server's time the device's has to do", () => {
  expect(onThisClock("2026-11-21T13:00:00Z", null, NOON)).toBe(NOON + HOUR);
  expect(onThisClock("2026-11-21T13:00:00Z", "soon", NOON)).toBe(NOON + HOUR);
  expect(onThisClock(null, null, NOON)).toBeNull();
});
