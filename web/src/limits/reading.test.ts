import { expect, test } from "vitest";
import { extended, growth } from "./reading";
import { limit, report } from "./sample";
import { grown } from "./trendWords";

const NOON = Date.parse("2026-11-21T12:00:00Z");
const MINUTE = 60_000;

function later(minutes: number, used: number, changes = {}) {
  const readAt = new Date(NOON + minutes * MINUTE).toISOString();
  return report([limit({ used, ...changes })], { readAt });
}

test("the age is counted by this device's clock, however wrong that is", () => {
  const wrong = NOON + 3_600_000;
  expect(extended(undefined, report([], { ageSeconds: 38 }), wrong).readAt).toBe(wrong - 38_000);
});

test("one reading is no course yet", () => {
  const first = extended(undefined, later(0, 400), NOON);
  expect(growth(first.trends.DailyApiRequests)).toBeNull();
});

test("two readings tell what has been used since the first", () => {
  const first = extended(undefined, later(0, 400), NOON);
  const second = extended(first, later(5, 712), NOON + 5 * MINUTE);
  expect(growth(second.trends.DailyApiRequests)).toEqual({ by: 312, since: NOON });
});

test("the same reading once more adds nothing, and does not grow younger", () => {
  const first = extended(undefined, later(0, 400), NOON);
  const again = extended(first, later(0, 400), NOON + MINUTE);
  expect(again.trends).toBe(first.trends);
  expect(again.readAt).toBe(NOON);
});

test("a limit without a value leaves a gap and no zero", () => {
  const first = extended(undefined, later(0, 400), NOON);
  const gap = extended(first, later(5, 0, { used: null }), NOON + 5 * MINUTE);
  expect(gap.trends.DailyApiRequests?.points).toEqual([[NOON, 400]]);
});

test("a day of readings is kept, and always the first of them", () => {
  let known = extended(undefined, later(0, 1), NOON);
  for (let at = 1; at <= 400; at++) known = extended(known, later(at, at), NOON + at * MINUTE);
  const points = known.trends.DailyApiRequests?.points ?? [];
  expect([points.length, points[0]?.[1], points.at(-1)?.[1]]).toEqual([288, 1, 400]);
});

test("another org begins anew", () => {
  const first = extended(undefined, later(0, 400), NOON);
  const other = later(5, 500);
  const second = extended(first, { ...other, org: { ...other.org, id: "other" } }, NOON + 5 * MINUTE);
  expect(second.trends.DailyApiRequests?.points).toHaveLength(1);
});

test("news are only what has changed its state", () => {
  const first = extended(undefined, later(0, 400), NOON);
  const same = extended(first, later(5, 500), NOON);
  const worse = extended(same, later(10, 850, { state: "critical" }), NOON);
  expect([first.news, same.news, worse.news]).toEqual(["", "", "Daily API requests: now Red."]);
});

test("growth is written with its sign", () => {
  expect([grown(312, "count"), grown(-7, "MB"), grown(0, "count")]).toEqual([
    "+312",
    "−7\u00a0MB",
    "no change",
  ]);
});
