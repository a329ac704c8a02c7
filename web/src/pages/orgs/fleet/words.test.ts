import { expect, test } from "vitest";
import { showZone } from "@/words/times";
import { LOST, NOON, SOON, standing } from "./sample";
import { headlineOf, saidOf, shareOf, timeLeft } from "./words";

showZone("UTC");
const OLD = { readAt: "2026-11-21T11:13:00Z" };
const headline = (...standings: ReturnType<typeof standing>[]) => headlineOf(standings, NOON);

test("the answer names the org, the limit and the time", () => {
  expect(headline(standing("0001", {}, SOON), standing("0002"))).toEqual({
    headline: "Acme 0001: Daily API requests run out at 16:40 UTC, in 4 h 40 min (likely 16:20 to 17:15)",
    more: "",
  });
});

test("below the answer stands how many others are in danger, and which are not read", () => {
  const { more } = headline(
    standing("0000", { trouble: LOST }),
    standing("0001", {}, { state: "exceeded", remaining: 0 }),
    standing("0002", {}, SOON),
    standing("0003", {}, { state: "critical" }),
    standing("0004", {}, { state: "critical" }),
  );
  expect(more).toBe(
    "Also 1 org with one that runs out within 24 hours, 2 red. " +
      "Acme 0000 is not being read: nothing is known of it.",
  );
});

test("all is calm only where all is read", () => {
  expect(headline(standing("0001"))).toEqual({ headline: "Nothing is near its limit", more: "" });
  expect(headline(standing("0001"), standing("0002")).headline).toBe(
    "Nothing is near its limit in any of the 2 orgs",
  );
  expect(headline(standing("0001", OLD), standing("0002"), standing("0003"))).toEqual({
    headline: "Nothing is near its limit in the other 2 orgs",
    more: "Acme 0001 is not being read: nothing is known of it.",
  });
});

test("where nothing is read nothing is said to be calm", () => {
  expect(headline(standing("0001", OLD)).headline).toBe("Acme 0001: no reading for 47 min");
  expect(headline(standing("0001", OLD), standing("0002", { readAt: null })).headline).toBe(
    "None of the 2 orgs is being read",
  );
});

test("a lost org says why and what to do, a silent one for how long and what was known last", () => {
  expect(saidOf(standing("0001", { trouble: LOST }), NOON)).toEqual({
    first: "Not connected because the approval was revoked or has expired",
    second: "Connect the org again.",
  });
  expect(saidOf(standing("0001", OLD, SOON), NOON)).toEqual({
    first: "No reading for 47 min",
    second: "Last known, 21 Nov 2026, 11:13 UTC: Daily API requests: 40\u00a0% used, 9,000 of 15,000 left.",
  });
  const paused = { ...OLD, pausedUntil: "2026-11-21T12:30:00Z" };
  expect(saidOf(standing("0001", paused), NOON).second).toMatch(
    /^Salesforce refused or failed; the next attempt is at 12:30\. Last known/,
  );
});

test("an org that was just added waits for its first reading", () => {
  const added = standing("0001", { readAt: null });
  expect(saidOf(added, NOON).first).toBe("Not read yet");
  expect(headline(added).headline).toBe("No org has been read yet");
  expect(headline(added, standing("0002")).more).toBe(
    "Acme 0001 has not been read yet: nothing is known of it.",
  );
});

test("an org without danger says what is closest to it", () => {
  expect(saidOf(standing("0001"), NOON)).toEqual({
    first: "Nothing is near its limit",
    second: "Closest to it: Daily API requests: 40\u00a0% used, 9,000 of 15,000 left",
  });
});

test("a far end is told although nothing is near", () => {
  const far = {
    runsOutAt: "2026-12-09T12:00:00Z",
    earliest: "2026-12-08T12:00:00Z",
    latest: "2026-12-09T12:00:00Z",
  };
  const org = standing("0001", {}, far);
  expect(saidOf(org, NOON).first).toMatch(/run out on 9 December, in 18 days/);
  expect(timeLeft(org, NOON)).toBe("18 days");
});

test("the time that is left is a time, or that nothing is left, or nothing", () => {
  expect(timeLeft(standing("0001", {}, SOON), NOON)).toBe("4 h 40 min");
  expect(timeLeft(standing("0001", {}, { state: "exceeded" }), NOON)).toBe("Used up");
  expect(timeLeft(standing("0001", OLD, SOON), NOON)).toBe("");
  expect(shareOf(standing("0001"))).toBe("40\u00a0% used");
});
