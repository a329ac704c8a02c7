import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amount, count, percent, plural } from "./numbers";

/** The number that a share in words stands for. */
function read(words: string): number {
  return words.startsWith("<") ? 0.05 : Number(words.replace(/[,\u00a0%]/g, ""));
}

const SHARES = fc.double({ min: 0, max: 250, noNaN: true });

describe("a share in percent", () => {
  it("has a decimal where it counts, and none where it does not", () => {
    const told = [
      0, 0.04, 0.1, 4.25, 9.99, 10, 42.7, 90, 90.06, 94.27, 99.99, 99.99999999999, 100, 112.9, 1234.5,
    ].map(percent);
    expect(told.map((words) => words.replace("\u00a0", " "))).toEqual([
      "0 %",
      "<0.1 %",
      "0.1 %",
      "4.2 %",
      "9.9 %",
      "10 %",
      "42 %",
      "90 %",
      "90 %",
      "94.2 %",
      "99.9 %",
      "99.9 %",
      "100 %",
      "112 %",
      "1,234 %",
    ]);
  });

  it("keeps a decimal that only the machine's arithmetic would lose", () => {
    expect(percent(9.3)).toBe("9.3\u00a0%");
    expect(percent(90.7)).toBe("90.7\u00a0%");
    expect(percent((29 / 1000) * 100)).toBe("2.9\u00a0%");
  });

  it("never says 100 before everything is used", () => {
    const almost = fc.double({ min: 99, max: 100, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(almost, (value) => {
        expect(read(percent(value))).toBeLessThan(100);
      }),
    );
  });

  it("never says 100 before everything is used of a whole number", () => {
    const parts = fc.integer({ min: 2, max: 1_000_000_000 });
    fc.assert(
      fc.property(parts, (max) => {
        expect(read(percent(((max - 1) / max) * 100))).toBeLessThan(100);
      }),
    );
  });

  it("never says 0 of something", () => {
    const little = fc.double({ min: 0, minExcluded: true, max: 1, noNaN: true });
    fc.assert(
      fc.property(little, (value) => {
        expect(read(percent(value))).toBeGreaterThan(0);
      }),
    );
  });

  it("never says less of more", () => {
    fc.assert(
      fc.property(SHARES, SHARES, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(read(percent(less))).toBeLessThanOrEqual(read(percent(more)));
      }),
      { numRuns: 2000 },
    );
  });

  it("is never above the truth, nor a point below it", () => {
    fc.assert(
      fc.property(SHARES, (value) => {
        if (value > 0 && value < 0.1) return;
        expect(read(percent(value))).toBeLessThanOrEqual(value + 1e-9);
        expect(value - read(percent(value))).toBeLessThan(1);
      }),
    );
  });
});

describe("an amount", () => {
  it("is grouped by thousands and has its unit", () => {
    expect(count(15573)).toBe("15,573");
    expect(amount(15573, "count")).toBe("15,573");
    expect(amount(6654, "MB")).toBe("6,654\u00a0MB");
  });

  it("is one thing or several", () => {
    expect(plural(1, "limit")).toBe("1 limit");
    expect(plural(0, "limit")).toBe("0 limits");
    expect(plural(1200, "entry", "entries")).toBe("1,200 entries");
  });
});
