import { afterEach, expect, test } from "vitest";
import { showZone } from "@/words/times";
import { dayWords, shortMoment } from "./moments";
import { endOf } from "./until";

const NOW = Date.parse("2026-11-21T14:31:08Z");

afterEach(() => showZone("browser"));

test("a silence ends when its words say so", () => {
  expect(endOf("hour", "", NOW, "UTC")).toBe("2026-11-21T15:31:08.000Z");
  expect(endOf("week", "", NOW, "UTC")).toBe("2026-11-28T14:31:08.000Z");
  expect(endOf("tomorrow", "", NOW, "UTC")).toBe("2026-11-22T08:00:00.000Z");
  expect(endOf("tomorrow", "", Date.parse("2026-12-31T23:59:00Z"), "UTC")).toBe("2027-01-01T08:00:00.000Z");
  expect(endOf("moment", "2026-11-30T09:00", NOW, "UTC")).toBe("2026-11-30T09:00:00.000Z");
});

test("a silence that has ended already, or never would, is none", () => {
  expect(endOf("moment", "2026-11-21T14:31", NOW, "UTC")).toBeNull();
  expect(endOf("moment", "", NOW, "UTC")).toBeNull();
});

test("a moment is as short as it can be without being taken for another", () => {
  showZone("UTC");
  expect(shortMoment("2026-11-21T00:05:00Z", NOW)).toBe("00:05");
  expect(shortMoment("2026-11-20T23:55:00Z", NOW)).toBe("20 Nov 23:55");
  expect(shortMoment("2025-11-21T14:31:00Z", NOW)).toBe("21 Nov 2025 14:31");
});

test("days are called as people call them", () => {
  showZone("UTC");
  expect(dayWords("2026-11-21T00:00:00Z", NOW)).toBe("Today");
  expect(dayWords("2026-11-20T23:59:00Z", NOW)).toBe("Yesterday");
  expect(dayWords("2026-11-03T12:00:00Z", NOW)).toBe("Tuesday 3 November");
  expect(dayWords("2025-11-03T12:00:00Z", NOW)).toBe("Monday 3 November 2025");
});
