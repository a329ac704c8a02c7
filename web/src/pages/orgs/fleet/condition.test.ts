import { expect, test } from "vitest";
import { conditionOf } from "./condition";
import { LOST, NOON, SOON, watched } from "./sample";

const MINUTE = 60_000;
const of = (...given: Parameters<typeof watched>) => conditionOf(watched(...given), NOON);

test("an org stands as its most urgent limit does", () => {
  expect(of("0001")).toBe("ok");
  expect(of("0001", {}, { state: "warning" })).toBe("warning");
  expect(of("0001", {}, { state: "critical" })).toBe("critical");
  expect(of("0001", {}, { state: "exceeded" })).toBe("exceeded");
});

test("what runs out within a day is graver than what is nearly full, and than its own state", () => {
  expect(of("0001", {}, { state: "ok", ...SOON })).toBe("soon");
  expect(of("0001", {}, { state: "critical", ...SOON })).toBe("soon");
  expect(of("0001", {}, { state: "critical", runsOutAt: "2026-11-22T12:00:00Z" })).toBe("critical");
});

test("nothing is fine without a reading of the last quarter of an hour", () => {
  const org = watched("0001", { readAt: "2026-11-21T11:45:00Z" });
  expect([conditionOf(org, NOON), conditionOf(org, NOON + 1)]).toEqual(["ok", "silent"]);
  expect(of("0001", { readAt: null })).toBe("silent");
  expect(of("0001", { summary: null })).toBe("silent");
  expect(of("0001", {}, { state: "unknown", usedPercent: null })).toBe("silent");
});

test("an exceeded limit of an old reading is no knowledge either", () => {
  const org = watched("0001", {}, { state: "exceeded" });
  expect(conditionOf(org, NOON + 20 * MINUTE)).toBe("silent");
});

test("a lost connection is lost, whatever was read last", () => {
  expect(of("0001", { trouble: LOST }, { state: "exceeded" })).toBe("lost");
});
