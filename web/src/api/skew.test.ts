import { expect, test } from "vitest";
import { skewOf } from "./skew";

const NOON = Date.parse("2026-11-21T12:00:00Z");

test("a clock that is wrong is told from an answer that took its time", () => {
  const date = "Sat, 21 Nov 2026 12:00:00 GMT";
  expect(skewOf(date, NOON - 3_600_000)).toBe(3_600_000);
  expect(skewOf(date, NOON + 3_600_000)).toBe(-3_600_000);
  expect(skewOf(date, NOON + 2000)).toBe(0);
});

test("without the server's time the device's has to do", () => {
  expect([skewOf(null, NOON), skewOf("soon", NOON)]).toEqual([0, 0]);
});
