import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clock, clockWithSeconds, countdown, duration, moment, relative, showZone, zoneName } from "./times";

const AT = "2026-11-21T14:31:08Z";
const NOW = Date.parse(AT);

beforeEach(() => showZone("UTC"));
afterEach(() => showZone("browser"));

describe("a moment", () => {
  it("is told in the zone that is shown, and says which", () => {
    expect(clock(AT)).toBe("14:31");
    expect(clockWithSeconds(AT)).toBe("14:31:08");
    expect(moment(AT)).toBe("21 Nov 2026, 14:31 UTC");
    expect(zoneName()).toBe("UTC");
  });

  it("is told by the device's clock when nobody has chosen", () => {
    showZone("browser");
    expect(zoneName()).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(Number(clock(AT).slice(0, 2))).toBe(new Date(AT).getHours());
  });

  it("begins the day at 00, not at 24", () => {
    expect(clock("2026-11-21T00:05:00Z")).toBe("00:05");
  });

  it("is told by its distance, before and after", () => {
    expect(relative(NOW - 38_000, NOW)).toBe("38 s ago");
    expect(relative(NOW - 4_000, NOW)).toBe("just now");
    expect(relative(NOW + 4_000, NOW)).toBe("just now");
    expect(relative(NOW + 180_000, NOW)).toBe("in 3 min");
    expect(relative(AT, NOW + 3 * 86_400_000)).toBe("3 days ago");
  });
});

describe("a length of time", () => {
  it("has its two largest units at most", () => {
    const told = [0, 38.9, 60, 3599, 3600, 7740, 86_400, 172_799, 172_800, 400_000].map(duration);
    expect(told).toEqual([
      "0 s",
      "38 s",
      "1 min",
      "59 min",
      "1 h",
      "2 h 9 min",
      "24 h",
      "47 h 59 min",
      "2 days",
      "4 days",
    ]);
  });

  it("is never negative", () => {
    expect(duration(-5)).toBe("0 s");
    expect(countdown(-5)).toBe("0:00");
  });

  it("is counted down as clocks do, and shows 0:00 only at the end", () => {
    expect([262, 60, 59.2, 0.1, 0].map(countdown)).toEqual(["4:22", "1:00", "1:00", "0:01", "0:00"]);
    fc.assert(
      fc.property(fc.double({ min: 0, minExcluded: true, max: 86_400, noNaN: true }), (seconds) => {
        expect(countdown(seconds)).toMatch(/^\d+:[0-5]\d$/);
        expect(countdown(seconds)).not.toBe("0:00");
      }),
    );
  });

  it("is never told longer than it is", () => {
    const units = { s: 1, min: 60, h: 3600, days: 86_400 } as const;
    fc.assert(
      fc.property(fc.nat(10_000_000), (seconds) => {
        const parts = [...duration(seconds).matchAll(/(\d+) (s|min|h|days)/g)];
        const told = parts.reduce(
          (sum, [, n, unit]) => sum + Number(n) * units[unit as keyof typeof units],
          0,
        );
        expect(told).toBeLessThanOrEqual(seconds);
        expect(seconds - told).toBeLessThan(seconds < 172_800 ? 60 : 86_400);
      }),
    );
  });
});
