import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { showZone } from "@/words/times";
import { timeTicks } from "./timeTicks";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const before = process.env.TZ;

afterEach(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
  showZone("browser");
});

function words(from: string, length: number, count = 6): string[] {
  const start = Date.parse(from);
  return timeTicks(start, start + length, count).map((tick) => tick.words);
}

describe("in UTC", () => {
  beforeEach(() => showZone("UTC"));

  test.each([
    ["6 hours", 6 * HOUR, ["10:00", "11:00", "12:00", "13:00", "14:00", "15:00"]],
    ["a day", DAY, ["12:00", "15:00", "18:00", "21:00", "21 Nov", "03:00", "06:00", "09:00"]],
    ["a week", 7 * DAY, ["21 Nov", "22 Nov", "23 Nov", "24 Nov", "25 Nov", "26 Nov", "27 Nov"]],
    ["a quarter", 90 * DAY, ["Dec", "2027", "Feb"]],
  ])("the ticks of %s are round", (_, length, expected) => {
    expect(words("2026-11-20T09:30:00Z", length)).toEqual(expected);
  });

  test("there are about as many as are asked for, in order, and all inside", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse("2024-01-01"), max: Date.parse("2030-01-01") }),
        fc.integer({ min: HOUR, max: 397 * DAY }),
        fc.integer({ min: 2, max: 14 }),
        (from, length, count) => {
          const at = timeTicks(from, from + length, count).map((tick) => tick.at);
          expect(at).toEqual(at.toSorted((one, other) => one - other));
          expect(at.every((each) => each >= from && each <= from + length)).toBe(true);
          expect(at.length).toBeLessThanOrEqual(2.5 * count + 1);
        },
      ),
    );
  });
});

describe("on the clocks of Berlin", () => {
  beforeEach(() => {
    process.env.TZ = "Europe/Berlin";
    showZone("browser");
  });

  test("a day begins at midnight there, on both sides of a change of the clocks", () => {
    const start = Date.parse("2026-10-23T12:00:00Z");
    const ticks = timeTicks(start, start + 4 * DAY, 4);
    expect(ticks.map((tick) => tick.words)).toEqual(["24 Oct", "25 Oct", "26 Oct", "27 Oct"]);
    expect(ticks.map(({ at }) => new Date(at).toISOString())).toEqual([
      "2026-10-23T22:00:00.000Z",
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T23:00:00.000Z",
      "2026-10-26T23:00:00.000Z",
    ]);
  });

  test("hours are those that the clocks there show", () => {
    expect(words("2026-11-20T09:30:00Z", 6 * HOUR)).toEqual([
      "11:00",
      "12:00",
      "13:00",
      "14:00",
      "15:00",
      "16:00",
    ]);
  });
});

test("half-hour zones have round ticks, too", () => {
  process.env.TZ = "Asia/Kolkata";
  showZone("browser");
  const [first] = timeTicks(Date.parse("2026-11-20T09:10:00Z"), Date.parse("2026-11-20T15:10:00Z"), 6);
  expect(first).toEqual({ at: Date.parse("2026-11-20T09:30:00Z"), words: "15:00" });
});
