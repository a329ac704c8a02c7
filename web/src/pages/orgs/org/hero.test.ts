import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extended } from "@/limits/reading";
import { limit, report } from "@/limits/sample";
import type { Limit, Report } from "@/limits/words";
import { showZone } from "@/words/times";
import { heroOf, nextLimits } from "./hero";

const NOON = Date.parse("2026-11-21T12:00:00Z");
const MINUTE = 60_000;

beforeAll(() => showZone("UTC"));
afterAll(() => showZone("browser"));

const forecast = {
  runsOutAt: "2026-11-21T14:09:00Z",
  earliest: "2026-11-21T13:50:00Z",
  latest: "2026-11-21T14:30:00Z",
  confidence: "high",
  basis: { method: "sameHours", days: 30, perFiveMinutes: 312, factor: 2.4 },
  because: "",
} as const;
const days = {
  ...forecast,
  runsOutAt: "2026-12-09T12:00:00Z",
  earliest: "2026-12-08T12:00:00Z",
  latest: "2026-12-10T12:00:00Z",
};

/** What every org has, and some users may not see. */
const STORAGE = ["DataStorageMB", "FileStorageMB"].map((name) =>
  limit({ name, label: name, usedPercent: 1, window: "stock", noForecast: "staysBelow" }),
);

function hero(limits: Limit[], { now = NOON, isOver = false, ...changes }: Partial<Report> & Ask = {}) {
  return heroOf(extended(undefined, report([...limits, ...STORAGE], changes), NOON), now, now, isOver);
}

type Ask = { now?: number; isOver?: boolean };

describe("the heading of an org", () => {
  it("names the forecast, and counts down", () => {
    const soon = limit({ forecast, whenFull: "Calls are refused." });
    expect(hero([soon]).headline).toBe(
      "Daily API requests run out at 14:09 UTC, in 2 h 9 min (likely 13:50 to 14:30)",
    );
    expect(hero([soon]).more).toBe("Calls are refused.");
    expect(hero([soon], { now: NOON + 9 * MINUTE }).headline).toContain("in 2 h (");
  });

  it("is calm where nothing runs out within a day, with what comes next", () => {
    const { headline, more, worst } = hero([limit({ forecast: days })]);
    expect(headline).toBe("Nothing runs out in the next 24 hours");
    expect(more).toBe(
      "Next: Daily API requests run out on 9 December, in 18 days (likely 8 December to 10 December).",
    );
    expect(worst).toBeUndefined();
    expect(hero([limit({ noForecast: "staysBelow" })]).more).toBe(
      "Closest to its limit: Daily API requests, 40\u00a0% used.",
    );
  });

  it("tells what is nearly full however far its end is", () => {
    expect(hero([limit({ state: "critical", forecast: days })]).headline).toContain("on 9 December");
    const full = limit({ state: "critical", usedPercent: 87, noForecast: "staysBelow" });
    expect(hero([full]).headline).toBe("Daily API requests: 87\u00a0% used, 600 of 1,000 left");
  });

  it("promises nothing while it is learning, or where it is not sure", () => {
    expect(hero([limit({ noForecast: "learning" })]).headline).toBe("Nothing is near its limit");
    const unsure = hero([limit({ noForecast: "unsure" })]);
    expect(unsure.headline).toBe("Nothing is near its limit");
    expect(unsure.more).toBe("Daily API requests may run out; when is not sure enough to be told.");
  });

  it("says only what is seen where something cannot be", () => {
    const reading = extended(undefined, report([limit({ noForecast: "staysBelow" })]), NOON);
    expect(heroOf(reading, NOON, NOON, false).headline).toBe(
      "Nothing that is shown runs out in the next 24 hours",
    );
  });

  it("tells no time that lies ahead by an old reading, or of an org that is lost", () => {
    const soon = limit({ state: "critical", usedPercent: 87, forecast });
    const old = "Last good reading 12:00: Daily API requests: 87\u00a0% used, 600 of 1,000 left";
    expect(hero([soon], { now: NOON + 11 * MINUTE })).toMatchObject({ headline: old, isPresent: false });
    expect(hero([soon], { isOver: true })).toMatchObject({ headline: old, isPresent: false });
  });

  it("says before anything else that calls are refused", () => {
    const exhausted = { limit: "dailyApiRequests", since: "2026-11-21T11:31:00Z" } as const;
    expect(hero([limit({ forecast })], { exhausted }).headline).toBe(
      "Salesforce refuses API calls since 11:31: daily API requests are used up",
    );
  });
});

it("at most two come next: what ends, or is near its end", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => limit({ name, state: "warning" }));
  const ends = limit({ name: "d", forecast: days });
  const list = [a, limit({ name: "fine" }), ends, b, c].flatMap((each) => each ?? []);
  const reading = extended(undefined, report(list), NOON);
  expect(nextLimits(reading, a, NOON).map(({ name }) => name)).toEqual(["d", "b"]);
  expect(nextLimits(reading, undefined, NOON)).toEqual([]);
});
