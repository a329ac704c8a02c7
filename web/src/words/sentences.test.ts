import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import told from "@/generated/sentences.json";
import { aheadOf, sentenceOf, span, type Told } from "./sentences";
import { showZone, zoneName } from "./times";

const NOON = Date.parse("2026-11-21T12:00:00Z");
const MINUTE = 60_000;

const requests: Told = {
  label: "Daily API requests",
  unit: "count",
  state: "ok",
  usedPercent: 40,
  remaining: 600,
  max: 1000,
};

/** Words with the spaces that the server uses. */
function spaced(words: string): string {
  return words.replaceAll("\u00a0", " ");
}

/** A forecast by its minutes from noon. */
function end(runsOut: number, earliest: number, latest: number) {
  const [runsOutAt = "", first = "", last = ""] = [runsOut, earliest, latest].map((minutes) =>
    new Date(NOON + minutes * MINUTE).toISOString(),
  );
  return { runsOutAt, earliest: first, latest: last };
}

afterEach(() => showZone("browser"));

describe("a limit in a sentence", () => {
  it("is told in UTC as the server tells it in mails and webhooks", () => {
    showZone("UTC");
    expect(told.length).toBeGreaterThan(10);
    for (const { limit, now, sentence } of told) {
      expect(spaced(`${sentenceOf(limit as Told, Date.parse(now))}.`)).toBe(sentence);
    }
  });

  it("runs out at a time of this device's clock, today, tomorrow, or on a day", () => {
    const before = process.env.TZ;
    process.env.TZ = "Europe/Berlin";
    showZone("browser");
    try {
      expect(zoneName()).toBe("Europe/Berlin");
      expect(sentenceOf({ ...requests, forecast: end(220, 200, 255) }, NOON)).toBe(
        "Daily API requests run out at 16:40 today, in 3 h 40 min (likely 16:20 to 17:15)",
      );
      expect(sentenceOf({ ...requests, forecast: end(13 * 60, 11 * 60, 14 * 60) }, NOON)).toBe(
        "Daily API requests run out at 02:00 tomorrow, in 13 h (likely 00:00 to 03:00)",
      );
      expect(sentenceOf({ ...requests, forecast: end(50 * 60, 49 * 60, 51 * 60) }, NOON)).toBe(
        "Daily API requests run out at 15:00 on 23 November, in 2 days 2 h " +
          "(likely 23 November 14:00 to 23 November 16:00)",
      );
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it("names no moment that is none, and none that is more than a year ahead", () => {
    const used = "Daily API requests: 40\u00a0% used, 600 of 1,000 left";
    const year = 367 * 24 * 60;
    expect(sentenceOf({ ...requests, forecast: end(year, 10, year) }, NOON)).toBe(used);
    expect(sentenceOf({ ...requests, forecast: { ...end(10, 5, 15), runsOutAt: "soon" } }, NOON)).toBe(used);
  });

  it("counts down with the present, and never to the past", () => {
    const forecast = end(129, 110, 150);
    expect(aheadOf(forecast.runsOutAt, NOON)).toBe("in 2 h 9 min");
    expect(aheadOf(forecast.runsOutAt, NOON + 30 * MINUTE)).toBe("in 1 h 39 min");
    fc.assert(
      fc.property(fc.integer({ min: 129, max: 1_000_000 }), (minutes) => {
        expect(sentenceOf({ ...requests, forecast }, NOON + minutes * MINUTE)).toBe(
          "Daily API requests run out now",
        );
      }),
    );
  });

  it("never says that all is used while something is left", () => {
    const almost = fc.double({ min: 0, max: 100, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(almost, (usedPercent) => {
        expect(sentenceOf({ ...requests, usedPercent }, NOON)).not.toContain("100");
      }),
    );
  });
});

it("spans of time are told in the two units that matter", () => {
  const minutes = [-5, 0, 35, 120, 129, 2879, 2880, 4400];
  expect(minutes.map((each) => span(each * MINUTE))).toEqual([
    "less than a minute",
    "less than a minute",
    "35 min",
    "2 h",
    "2 h 9 min",
    "47 h 59 min",
    "2 days",
    "3 days 1 h",
  ]);
});
