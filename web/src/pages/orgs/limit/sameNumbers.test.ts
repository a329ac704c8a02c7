import fc from "fast-check";
import { expect, test } from "vitest";
import { readingWords, valueWords } from "@/charts/told";
import { type History, knownOf } from "./known";
import { pagesOf, rowsOf } from "./paging";

const values = fc.option(fc.integer({ min: -1000, max: 10_000_000 }), { nil: null });
const histories = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), values, values), { maxLength: 200 })
  .map((steps): History => {
    let now = 1_795_000_000;
    const at = steps.map(([step]) => (now += step));
    const about = {
      name: "DailyApiRequests",
      label: "Daily API requests",
      category: "api",
      unit: "count",
    } as const;
    const [from, to] = ["2026-11-01T00:00:00Z", new Date(now * 1000).toISOString()];
    const used = steps.map(([, value]) => value);
    return { ...about, window: "rolling24h", from, to, at, used, max: steps.map(([, , value]) => value) };
  });

test("the chart's readings, the table's rows and the API's answer are the same", () => {
  fc.assert(
    fc.property(histories, (history) => {
      const { course, from, to } = knownOf(history);
      const rows = Array.from({ length: pagesOf(course) }, (_, page) => rowsOf(course, page + 1))
        .flat()
        .reverse();
      expect(rows.map(({ at }) => at / 1000)).toEqual(history.at);
      expect(rows.map(({ used }) => used)).toEqual(history.used);
      expect(rows.map(({ max }) => max)).toEqual(history.max);
      for (const [position, row] of rows.entries()) {
        const words = readingWords({ course, from, to, now: to, unit: history.unit }, position);
        expect(words.endsWith(valueWords(row.used, row.max, history.unit))).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
