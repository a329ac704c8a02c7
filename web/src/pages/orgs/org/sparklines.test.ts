import { expect, test } from "vitest";
import { report } from "@/limits/sample";
import { pointsOf } from "./sparklines";

const FROM = "2026-11-20T12:00:00Z";

function sparklines(used: (number | null)[]) {
  return report([], { sparklines: { from: FROM, stepSeconds: 1800, used: { DailyApiRequests: used } } });
}

test("each value stands at the beginning of its half hour, and a gap stays one", () => {
  const points = pointsOf(sparklines([5, null, 7]), "DailyApiRequests");
  const begin = Date.parse(FROM);
  expect(points).toEqual([
    [begin, 5],
    [begin + 1_800_000, null],
    [begin + 3_600_000, 7],
  ]);
});

test("what never changes is no line, and what is not known is none either", () => {
  expect(pointsOf(sparklines([5, 5, null, 5]), "DailyApiRequests")).toBeNull();
  expect(pointsOf(sparklines([5, 6]), "Another")).toBeNull();
  expect(pointsOf(report([]), "DailyApiRequests")).toBeNull();
});
