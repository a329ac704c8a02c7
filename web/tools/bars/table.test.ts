import { expect, test } from "vitest";
import { BARS } from "./limits";
import { median } from "./record";
import { line } from "./table";

test("a line tells what was measured, what it must be, and whether it holds", () => {
  const told = (value: number) =>
    line(BARS.update, { bar: "update", value, note: "a, b" }).replace(/ +/g, " ");
  expect(told(59.96)).toBe("58 rows, updated after new data 60 ms at most 60 holds (a, b)");
  expect(told(60.04)).toBe("58 rows, updated after new data 60.1 ms at most 60 DOES NOT HOLD (a, b)");
});

test("what was not measured does not hold", () => {
  expect(line(BARS.barriers, undefined)).toMatch(/not measured +at most 0 +DOES NOT HOLD$/);
});

test("the median is one of the values, and of nothing there is none", () => {
  expect(median([9, 1, 5, 100, 3])).toBe(5);
  expect(median([])).toBeNaN();
});
