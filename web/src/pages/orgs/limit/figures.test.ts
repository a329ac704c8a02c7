import fc from "fast-check";
import { expect, test } from "vitest";
import { figuresOf, hourOf, usualIn, usualSpan } from "./figures";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HOUR_OF_WEEK = Date.parse("2026-11-20T14:00:00Z");

const values = fc.array(fc.option(fc.integer({ min: -50, max: 1_000_000 }), { nil: null }), {
  maxLength: 300,
});

function course(used: readonly (number | null)[]) {
  return { at: used.map((_, at) => at * 1000), used, max: used.map(() => 1000) };
}

test("the figures are those of the shown readings, whatever these are", () => {
  fc.assert(
    fc.property(values, (used) => {
      const known = used.filter((each) => each !== null);
      const figures = figuresOf(course(used), 0, used.length * 1000);
      fc.pre(known.length > 0);
      expect(figures?.peak.used).toBe(Math.max(...known));
      expect(figures?.last.used).toBe(known.at(-1));
      expect(figures?.count).toBe(known.length);
      const most = figures?.most ?? Number.NaN;
      expect(known).toContain(most);
      expect(known.filter((each) => each <= most).length / known.length).toBeGreaterThanOrEqual(0.95);
      // No smaller value would do.
      expect(known.filter((each) => each < most).length / known.length).toBeLessThan(0.95);
    }),
  );
});

test("readings without a value come to nothing", () => {
  expect(figuresOf(course([]), 0, 1000)).toBeUndefined();
  expect(figuresOf(course([null, null]), 0, 1000)).toBeUndefined();
});

test("of equal peaks the last one is told, and readings outside of the time count for nothing", () => {
  const figures = figuresOf(course([90, 5, 7, 7, 3, 80]), 1000, 4000);
  expect(figures).toMatchObject({ peak: { at: 3000, used: 7 }, last: { at: 4000, used: 3 }, count: 4 });
});

test("the usual is the median of the same hour of the last four weeks", () => {
  const at = [28, 21, 14, 7, 6, 1, 0].map((days) => HOUR_OF_WEEK - days * DAY);
  const used = [100, 400, 200, 300, 9000, 9000, 9000];
  expect(usualIn({ at, used, max: used }, HOUR_OF_WEEK)).toEqual({ used: 250, weeks: 4 });
});

test("the usual tells of how many weeks it is, and of none there is none", () => {
  const then = HOUR_OF_WEEK - 14 * DAY;
  const at = [then - 1000, then, then + 1000, then + HOUR - 1000, then + HOUR];
  const used = [7, 10, null, 20, 7];
  expect(usualIn({ at, used, max: used }, HOUR_OF_WEEK)).toEqual({ used: 15, weeks: 1 });
  expect(usualIn({ at: [HOUR_OF_WEEK], used: [1], max: [1] }, HOUR_OF_WEEK)).toBeUndefined();
});

test("an hour begins where its first moment is, and four of them are asked for", () => {
  expect(hourOf(HOUR_OF_WEEK)).toBe(HOUR_OF_WEEK);
  expect(hourOf(HOUR_OF_WEEK + HOUR - 1)).toBe(HOUR_OF_WEEK);
  expect(usualSpan(HOUR_OF_WEEK)).toEqual([HOUR_OF_WEEK - 28 * DAY, HOUR_OF_WEEK - 7 * DAY + HOUR]);
});
