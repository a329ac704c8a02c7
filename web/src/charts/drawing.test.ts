import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { showZone } from "@/words/times";
import type { Course } from "./course";
import { draw } from "./drawing";
import { CHARACTER } from "./plot";
import type { Subject } from "./subject";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const START = Date.parse("2026-11-20T09:30:00Z");

beforeAll(() => showZone("UTC"));

function course(
  used: readonly (number | null)[],
  max: readonly (number | null)[] = used.map(() => 1000),
): Course {
  return { at: used.map((_, at) => START + at * 5 * MINUTE), used, max };
}

function subject(given: Partial<Subject> = {}): Subject {
  const shown = given.course ?? course([100, 200, 300]);
  const to = START + Math.max(1, shown.at.length - 1) * 5 * MINUTE;
  return { course: shown, from: START, to, now: to, unit: "count", ...given };
}

function pathOf(layer: string, given: Partial<Subject> = {}, width = 800): string {
  const { back, inside, front } = draw(subject(given), width, 200);
  return [...back, ...inside, ...front].find((shape) => shape.layer === layer)?.path ?? "";
}

const values = fc.array(fc.option(fc.integer({ min: 0, max: 2000 }), { nil: null }), {
  minLength: 1,
  maxLength: 60,
});

test("the line goes through every reading, as long as there is a pixel for each", () => {
  fc.assert(
    fc.property(values, (used) => {
      const shown = subject({ course: course(used) });
      const { plot } = draw(shown, 1200, 200);
      const points = [...pathOf("used", shown, 1200).matchAll(/[ML]?([\d.-]+) ([\d.-]+)/g)];
      const drawn = points.map(([, x, y]) => [Number(x), Number(y)]);
      const known = used.flatMap((value, at) =>
        value === null ? [] : [[plot.x(shown.course.at[at] ?? 0), plot.y(value)]],
      );
      expect(drawn).toEqual(known.map((point) => point.map((each) => Math.round(each * 10) / 10)));
    }),
  );
});

test("everything is inside of the plot, also what is over the maximum", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 320, max: 2000 }), (used, width) => {
      const shown = subject({ course: course(used) });
      const { plot } = draw(shown, width, 200);
      for (const value of [...used, ...shown.course.max]) {
        if (value === null) continue;
        expect(plot.y(value)).toBeGreaterThanOrEqual(plot.top);
        expect(plot.y(value)).toBeLessThanOrEqual(plot.bottom);
      }
    }),
  );
});

test("no two labels overlap, and none is cut off, on any screen and in any time", () => {
  const thresholds = { warning: 60, critical: 80 };
  const lengths = fc.constantFrom(DAY / 4, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 396 * DAY);
  const maxima = fc.constantFrom(0, 5, 1000, 265_000, 5_000_000, 999_999_999);
  fc.assert(
    fc.property(
      lengths,
      maxima,
      fc.integer({ min: 280, max: 1300 }),
      fc.boolean(),
      (length, max, width, ahead) => {
        const to = START + length;
        const now = ahead ? START + length * 0.7 : to;
        const shown = subject({ course: course([max, max / 2], [max, max]), to, now, thresholds });
        const boxes = draw(shown, width, 200).labels.map(({ text, x, y, anchor }) => {
          const size = text.length * CHARACTER;
          const left = anchor === "start" ? x : anchor === "end" ? x - size : x - size / 2;
          return { text, left, right: left + size, y };
        });
        for (const [at, box] of boxes.entries()) {
          expect(box.left, box.text).toBeGreaterThanOrEqual(-4);
          expect(box.right, box.text).toBeLessThanOrEqual(width + 4);
          for (const other of boxes.slice(at + 1)) {
            const isBeside =
              box.right <= other.left || other.right <= box.left || Math.abs(box.y - other.y) >= 10;
            expect(isBeside, `${box.text} and ${other.text}`).toBe(true);
          }
        }
      },
    ),
  );
});

test("a changed maximum is an upright in its line, and an unknown one a gap", () => {
  const { plot } = draw(subject({ course: course([1, 1, 1, 1], [500, 500, 1000, null]) }), 800, 200);
  const x = (at: number) => Math.round(plot.x(START + at * 5 * MINUTE) * 10) / 10;
  const y = (value: number) => Math.round(plot.y(value) * 10) / 10;
  const changed = pathOf("max", { course: course([1, 1, 1, 1], [500, 500, 1000, null]) });
  expect(changed).toBe(`M${x(0)} ${y(500)}H${x(2)}L${x(2)} ${y(1000)}H${x(3)}`);
});

test("what is over the maximum is an area of its own, and nothing else is", () => {
  expect(pathOf("over", { course: course([900, 1000, 1100]) })).not.toBe("");
  expect(pathOf("over", { course: course([900, 1000, 1000]) })).toBe("");
  expect(pathOf("over", { course: course([900, 1100], [null, null]) })).toBe("");
});

test("what is ahead begins at the last reading and ends at the maximum, within its range", () => {
  const from = START + 10 * MINUTE;
  const [earliest, runsOutAt, latest] = [20, 25, 40].map((minutes) => START + minutes * MINUTE) as [
    number,
    number,
    number,
  ];
  const projection = { from, used: 300, earliest, runsOutAt, latest, max: 1000 };
  const given = { projection, to: START + 50 * MINUTE, now: from };
  const { plot } = draw(subject(given), 800, 200);
  const at = (moment: number, value: number) =>
    `${Math.round(plot.x(moment) * 10) / 10} ${Math.round(plot.y(value) * 10) / 10}`;
  expect(pathOf("ahead", given)).toBe(`M${at(from, 300)}L${at(runsOutAt, 1000)}`);
  expect(pathOf("range", given)).toBe(`M${at(from, 300)}L${at(earliest, 1000)}L${at(latest, 1000)}Z`);
  expect(pathOf("now", given)).not.toBe("");
});

test("a chart of the past has no line for the present", () => {
  expect(pathOf("now", { now: START + DAY })).toBe("");
});

test("what happened outside of the shown time has no mark", () => {
  const note = { words: "", kind: "alertOpened" } as const;
  expect(pathOf("notes", { notes: [{ ...note, at: START - 1 }] })).toBe("");
  expect(pathOf("notes", { notes: [{ ...note, at: START }] })).not.toBe("");
});

test("a closer look stands for what was used, and not for what is allowed", () => {
  const low = course([10, 12], [1000, 1000]);
  expect(draw(subject({ course: low }), 800, 200).plot.highest).toBeGreaterThanOrEqual(1000);
  expect(draw(subject({ course: low, close: true }), 800, 200).plot.highest).toBeLessThan(20);
});

test("without readings there are axes and nothing else", () => {
  const { back, inside, labels } = draw(
    subject({ course: course([]), to: START + DAY, now: START + DAY }),
    800,
    200,
  );
  expect(back.map(({ layer }) => layer)).toEqual(["grid", "axis"]);
  expect(inside).toEqual([]);
  expect(labels.length).toBeGreaterThan(2);
});
