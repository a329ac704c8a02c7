import { expect, test } from "vitest";
import type { Reading } from "@/limits/reading";
import { aheadOf } from "./useServerMinute";

const READ_AT = "2026-11-21T14:31:08Z";

function reading(readAt: number | null, at: string | null = READ_AT): Reading {
  return { report: { readAt: at }, readAt } as unknown as Reading;
}

test("a clock that is hours behind is told from the reading's time on both clocks", () => {
  expect(aheadOf(reading(Date.parse(READ_AT) - 7_200_000))).toBe(7_200_000);
  expect(aheadOf(reading(Date.parse(READ_AT) + 7_200_000))).toBe(-7_200_000);
});

test("what may come from an age in whole seconds counts for nothing, and so does no reading", () => {
  expect(aheadOf(reading(Date.parse(READ_AT) - 999))).toBe(0);
  expect(aheadOf(reading(null))).toBe(0);
  expect(aheadOf(reading(Date.parse(READ_AT), null))).toBe(0);
});
