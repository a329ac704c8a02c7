import fc from "fast-check";
import { expect, test } from "vitest";
import { earlier, KEPT, later, RANGES, spanOf } from "./ranges";

const NOW = Date.parse("2026-11-21T14:31:08Z");
const ranges = fc.constantFrom(...RANGES.map(([name]) => name));

test("the last 24 hours are shown unless the address says otherwise", () => {
  expect(spanOf({}, NOW)).toMatchObject({ range: "24h", length: 86_400_000, to: undefined });
  expect(spanOf({ range: "year" }, NOW).range).toBe("24h");
  expect(spanOf({ range: "7d", to: "2026-11-01T00:00:00Z" }, NOW)).toMatchObject({
    words: "7 days",
    to: Date.parse("2026-11-01T00:00:00Z"),
  });
});

test.each(["2027-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "yesterday"])("an end at %s means now", (to) => {
  expect(spanOf({ to }, NOW).to).toBeUndefined();
});

test("a step back and a step forth lead to where they began", () => {
  fc.assert(
    fc.property(ranges, (range) => {
      const now = spanOf({ range }, NOW);
      const before = spanOf({ range, ...earlier(now, NOW) }, NOW);
      expect(before.to).toBe(Math.floor((NOW - now.length) / 1000) * 1000);
      // Some seconds have passed in between: it is now again all the same.
      expect(spanOf({ range, ...later(before, NOW) }, NOW + 5000).to === undefined).toBe(true);
    }),
  );
});

test("steps back end where nothing is kept, and steps forth now", () => {
  fc.assert(
    fc.property(ranges, (range) => {
      let span = spanOf({ range }, NOW);
      for (let changes = earlier(span, NOW); changes; changes = earlier(span, NOW)) {
        span = spanOf({ range, ...changes }, NOW);
        expect(span.to).toBeGreaterThan(NOW - KEPT);
      }
      expect(later(spanOf({ range }, NOW), NOW)).toBeUndefined();
    }),
    { numRuns: 20 },
  );
});
