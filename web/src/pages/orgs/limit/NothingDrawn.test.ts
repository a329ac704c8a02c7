import { expect, test } from "vitest";
import type { Limit } from "@/limits/words";
import { whyNothing } from "./NothingDrawn";

const course = (used: (number | null)[], max: (number | null)[]) => ({
  at: used.map((_, at) => at),
  used,
  max,
});

test.each([
  ["noReadings", course([], [])],
  ["noValues", course([null, null], [5, null])],
  ["notInUse", course([0, null, 0], [0, null, 0])],
  [undefined, course([0, 0], [1000, 1000])],
  [undefined, course([7], [0])],
])("there is nothing to draw because of %s", (why, given) => {
  expect(whyNothing(given, undefined)).toBe(why);
});

test("without a bound even nothing can be drawn", () => {
  expect(whyNothing(course([0], [null]), { state: "unlimited" } as Limit)).toBeUndefined();
});
