import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { showZone } from "@/words/times";
import { moreOf, mutedFor, standing } from "./decisions";
import { dayInWords, heights } from "./hours";
import { lossesInWords } from "./losses";
import type { Group } from "./reports";

const NOW = Date.parse("2026-11-21T14:31:08Z");

const GROUP: Group = {
  id: "USHJP8byJo9hlGrnmwKgfA",
  title: "TypeError: x is undefined",
  severity: "error",
  status: "open",
  count: 1212,
  hours: [],
  users: 0,
  firstSeen: "2026-11-20T14:31:08Z",
  lastSeen: "2026-11-21T14:31:08Z",
  environments: [],
  merged: [],
  groupingVersion: 1,
};

beforeEach(() => showZone("UTC"));
afterEach(() => showZone("browser"));

describe("the bars of a day", () => {
  const day = (...last: number[]) => [...Array<number>(24 - last.length).fill(0), ...last];

  it("are told in words, with the hour that had most", () => {
    expect(dayInWords(day(), NOW)).toBe("None in the last 24 hours");
    expect(dayInWords(day(3), NOW)).toBe("3 in the last 24 hours, all in this hour");
    expect(dayInWords(day(3, 0), NOW)).toBe("3 in the last 24 hours, all in the hour from 13:00");
    expect(dayInWords(day(1200, 5, 3), NOW)).toBe(
      "1,208 in the last 24 hours, most in the hour from 12:00: 1,200",
    );
    expect(dayInWords(day(1, 5), NOW)).toBe("6 in the last 24 hours, most in this hour: 5");
  });

  it("are as high as the day's highest at most, and something is never drawn as nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), (hours) => {
        const drawn = heights(hours);
        for (const [index, height] of drawn.entries()) {
          expect(height > 0).toBe((hours[index] ?? 0) > 0);
          expect(height).toBeLessThanOrEqual(100);
        }
        if (hours.some((each) => each > 0)) expect(Math.max(...drawn)).toBe(100);
      }),
    );
  });
});

describe("what SDKs lost", () => {
  it("is summed by reason in words, the most first", () => {
    const lost = { "network_error:error": 2, "ratelimit_backoff:error": 11, "ratelimit_backoff:default": 1 };
    expect(lossesInWords(lost)).toBe(
      "SDKs say they lost 14 events in the last week: rate limit 12, no network 2.",
    );
    expect(lossesInWords({ "new_reason:error": 1 })).toBe(
      "SDKs say they lost 1 event in the last week: new reason 1.",
    );
  });

  it("is not told of what would not have been kept here", () => {
    expect(lossesInWords({})).toBeUndefined();
    expect(lossesInWords({ "sample_rate:transaction": 900, "ratelimit_backoff:error": 0 })).toBeUndefined();
  });
});

describe("what was decided about a group", () => {
  const told = (part: Partial<Group>) => standing({ ...GROUP, ...part }, NOW);

  it("is told with its time, in the zone that is shown", () => {
    expect(told({})).toBe("Nobody has decided about it yet.");
    expect(told({ status: "resolved", resolvedAt: "2026-11-21T14:21:08Z" })).toBe(
      "Resolved 10 min ago, 21 Nov 2026, 14:21 UTC. Seen again, it is open again.",
    );
    expect(told({ status: "muted", mutedUntil: "2026-11-21T16:40:08Z" })).toBe(
      "Muted until 21 Nov 2026, 16:40 UTC (2 h 9 min left).",
    );
  });

  it("says what would open it again", () => {
    expect(told({ status: "resolved", resolvedExceptIn: "shop@1.4.0" })).toBe(
      "Resolved. Release shop@1.4.0 may still have it; seen in another one, it is open again.",
    );
    expect(told({ status: "muted", mutedUntilCount: 1312 })).toBe(
      "Muted until it was seen 1,312 times: 100 more.",
    );
    expect(told({ status: "muted" })).toBe("Muted until somebody opens it again.");
  });

  it("is the other group's matter when it was merged", () => {
    expect(told({ mergedInto: "another", status: "muted" })).toMatch(/^It was merged/);
  });

  it("is open again when its mute is over, whatever its time says", () => {
    expect(told({ status: "open", mutedUntil: "2026-11-20T16:40:08Z" })).toBe(
      "Nobody has decided about it yet.",
    );
  });
});

describe("a mute", () => {
  it("ends so many hours from now", () => {
    expect(mutedFor(24, NOW)).toEqual({ status: "muted", until: "2026-11-22T14:31:08.000Z" });
  });

  it("takes whole numbers as people write them, and says what is wrong with others", () => {
    expect(moreOf(" 1,000 ")).toBe(1000);
    expect(moreOf("1")).toBe(1);
    expect(moreOf(" ")).toBe("Enter a number.");
    for (const text of ["0", "-1", "1.5", "many", "1e10"]) {
      expect(moreOf(text)).toBe("Enter a whole number from 1 to 1,000,000,000.");
    }
  });
});
