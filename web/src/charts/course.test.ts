import fc from "fast-check";
import { expect, test } from "vitest";
import { between, gapOf, moved } from "./course";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test("two missing readings are a gap, one is not", () => {
  const gap = gapOf(DAY);
  expect(gap).toBeGreaterThan(11 * 60_000);
  expect(gap).toBeLessThan(14 * 60_000);
});

test("longer times come by the hour, the longest of them in larger parts", () => {
  expect(gapOf(3 * DAY)).toBeLessThan(HOUR);
  expect(gapOf(7 * DAY)).toBe(2.5 * HOUR);
  expect(gapOf(396 * DAY)).toBeGreaterThan(2.5 * ((396 * DAY) / 2500) - 1);
});

test("the readings between two moments are those that are not before or after", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100)), fc.nat(100), fc.nat(100), (moments, one, other) => {
      const at = moments.toSorted((a, b) => a - b);
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const [first, end] = between({ at, used: at, max: at }, from, to);
      expect(at.slice(first, end)).toEqual(at.filter((each) => each >= from && each <= to));
    }),
  );
});

test("a course that is moved keeps its values", () => {
  expect(moved({ at: [1, 2], used: [3, null], max: [5, 6] }, DAY)).toEqual({
    at: [DAY + 1, DAY + 2],
    used: [3, null],
    max: [5, 6],
  });
});
