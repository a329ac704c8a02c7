import { bisector } from "d3-array";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Course } from "./course";
import { decimate } from "./decimate";

const GAP = 750;

/** Courses of readings at irregular moments, some without a value, some far apart. */
const courses = fc
  .array(
    fc.tuple(
      fc.integer({ min: 1, max: 1000 }),
      fc.option(fc.integer({ min: -9, max: 99_999 }), { nil: null }),
    ),
    {
      maxLength: 600,
    },
  )
  .map((steps): Course => {
    let now = 0;
    const at = steps.map(([step]) => (now += step));
    const used = steps.map(([, value]) => value);
    return { at, used, max: used };
  });
/** Milliseconds in a pixel, from much finer to much coarser than the readings. */
const scales = fc.integer({ min: 1, max: 100_000 });

function columns(course: Course, scale: number) {
  const found = new Map<number, { position: number; used: number }[]>();
  for (const [position, used] of course.used.entries()) {
    if (used === null) continue;
    const column = Math.floor((course.at[position] ?? 0) / scale);
    found.set(column, [...(found.get(column) ?? []), { position, used }]);
  }
  return [...found.values()];
}

function decimated(course: Course, scale: number): number[][] {
  return decimate(course, (at) => Math.floor(at / scale), GAP);
}

/** Whether the line is broken somewhere between two readings. */
function isBroken({ at, used }: Course, from: number, to: number): boolean {
  let before = from;
  for (let position = from + 1; position <= to; position += 1) {
    if (used[position] === null) return true;
    if ((at[position] ?? 0) - (at[before] ?? 0) > GAP) return true;
    before = position;
  }
  return false;
}

test("no spike is lost: the least, the most, the first and the last of each column of pixels stay", () => {
  fc.assert(
    fc.property(courses, scales, (course, scale) => {
      const kept = new Set(decimated(course, scale).flat());
      for (const column of columns(course, scale)) {
        const values = column.filter(({ position }) => kept.has(position)).map(({ used }) => used);
        expect(Math.min(...values)).toBe(Math.min(...column.map(({ used }) => used)));
        expect(Math.max(...values)).toBe(Math.max(...column.map(({ used }) => used)));
        expect(kept.has(column[0]?.position ?? -1) && kept.has(column.at(-1)?.position ?? -1)).toBe(true);
      }
    }),
  );
});

test("there are four points in a column of pixels at most, each of them a reading with a value", () => {
  fc.assert(
    fc.property(courses, scales, (course, scale) => {
      const kept = decimated(course, scale).flat();
      expect(new Set(kept).size).toBe(kept.length);
      expect(kept.every((position) => typeof course.used[position] === "number")).toBe(true);
      const known = new Set(kept);
      for (const column of columns(course, scale)) {
        expect(column.filter(({ position }) => known.has(position)).length).toBeLessThanOrEqual(4);
      }
    }),
  );
});

test("the order is kept, and the line is broken exactly where a value or readings are missing", () => {
  fc.assert(
    fc.property(courses, scales, (course, scale) => {
      const runs = decimated(course, scale);
      const kept = runs.flat();
      expect(kept).toEqual(kept.toSorted((one, other) => one - other));
      const ofRun = new Map(runs.flatMap((run, number) => run.map((position) => [position, number])));
      for (const [index, position] of kept.entries()) {
        const next = kept[index + 1];
        if (next === undefined) continue;
        expect(ofRun.get(position) !== ofRun.get(next)).toBe(isBroken(course, position, next));
      }
    }),
  );
});

test("ten thousand readings on a thousand pixels become four thousand points at most", () => {
  const at = Array.from({ length: 10_000 }, (_, each) => each * 100);
  const used = at.map((each) => Math.round(Math.sin(each) * 1000));
  const points = decimate({ at, used, max: used }, (moment) => Math.floor(moment / 1000), GAP).flat();
  expect(points.length).toBeLessThanOrEqual(4000);
  expect(points.length).toBeGreaterThan(3000);
  // What is looked for by time is found: positions rise with it.
  expect(bisector((position: number) => at[position] ?? 0).left(points, 500_000)).toBeGreaterThan(0);
});
