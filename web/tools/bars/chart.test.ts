import { expect, test } from "vitest";
import { enlarged, READINGS } from "./chart";

test("an enlarged history is as long as the API's longest, in order, and of the same time", () => {
  const [from, to] = ["2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"];
  const at = [Date.parse(from) / 1000, Date.parse(to) / 1000 - 300];
  const about = { name: "", label: "", category: "api", unit: "count", window: "hourly" } as const;
  const large = enlarged({ ...about, from, to, at, used: [100, 200], max: [1000, null] });
  expect([large.at.length, large.used.length, large.max.length]).toEqual([READINGS, READINGS, READINGS]);
  expect(large.at).toEqual(large.at.toSorted((one, other) => one - other));
  expect(large.at[0]).toBe(at[0]);
  expect((large.at.at(-1) ?? 0) * 1000).toBeLessThan(Date.parse(to));
  expect(large.max[0]).toBe(1000);
  expect(large.max.at(-1)).toBeNull();
  expect(Math.max(...large.used.map((each) => each ?? 0))).toBeLessThanOrEqual(200);
});
