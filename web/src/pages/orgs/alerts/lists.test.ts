import { afterAll, beforeAll, expect, test } from "vitest";
import { showZone } from "@/words/times";
import { failureWords, healthOf, inARow, outcomeOf } from "./channels";
import { byDay, filtered, filterOf, type OrgEvent } from "./events";
import { quietWords, timeZones, wrongQuiet } from "./quiet";

beforeAll(() => showZone("UTC"));
afterAll(() => showZone("browser"));

const OPENED: OrgEvent = {
  at: "2026-11-21T23:59:00Z",
  kind: "alertOpened",
  limit: "DailyApiRequests",
  sentence: "a",
};
const CLOSED: OrgEvent = { ...OPENED, at: "2026-11-22T00:01:00Z", kind: "alertClosed", limit: null };

test("events stand under the day of the zone that is shown, each with a key of its own", () => {
  const days = byDay([CLOSED, OPENED, OPENED]);
  expect(days.map(({ day, events }) => [day, events.length])).toEqual([
    ["2026-11-22", 1],
    ["2026-11-21", 2],
  ]);
  const keys = days.flatMap(({ events }) => events.map(({ key }) => key));
  expect(new Set(keys).size).toBe(3);
});

test("events are narrowed by what the address knows", () => {
  expect(filtered([CLOSED, OPENED], filterOf({ kind: "alertClosed" }))).toEqual([CLOSED]);
  expect(filtered([CLOSED, OPENED], filterOf({ limit: "DailyApiRequests" }))).toEqual([OPENED]);
  expect(filtered([CLOSED, OPENED], filterOf({ kind: "toString" }))).toEqual([CLOSED, OPENED]);
});

test("a channel is never called fine without a post that was accepted", () => {
  expect(healthOf(undefined)).toBe("unknown");
  expect(healthOf({ failuresInARow: 0 })).toBe("unknown");
  expect(healthOf({ failuresInARow: 0, lastOkAt: "2026-11-21T14:31:00Z" })).toBe("ok");
  expect(healthOf({ failuresInARow: 2, lastOkAt: "a", lastFailedAt: "b" })).toBe("failing");
  expect(healthOf({ failuresInARow: 1, lastFailedAt: "b", disabledAt: "b" })).toBe("disabled");
});

test("a failure is told with its reason", () => {
  expect(failureWords({ failuresInARow: 1, lastError: "refused", lastStatus: 403 })).toBe(
    "it refused the message (403)",
  );
  expect(failureWords({ failuresInARow: 1, lastError: "timeout" })).toBe(
    "there was no answer within five seconds",
  );
  expect([1, 2, 3].map(inARow)).toEqual(["failed", "failed twice in a row", "failed 3 times in a row"]);
});

test("the outcome of a test is what has changed since it was sent", () => {
  const before = { failuresInARow: 0, lastOkAt: "a" };
  expect(outcomeOf(before, before)).toBeUndefined();
  expect(outcomeOf(before, { ...before, lastOkAt: "b" })).toBe("ok");
  expect(outcomeOf(before, { ...before, lastFailedAt: "b" })).toBe("failed");
  expect(outcomeOf(undefined, undefined)).toBeUndefined();
});

test("quiet hours are told with their days and their zone", () => {
  expect(quietWords(null)).toBe("None: messages are sent at any time.");
  const nights = { from: "22:00", to: "07:00", timeZone: "Europe/Berlin", allowCritical: false };
  expect(quietWords(nights)).toBe(
    "From 22:00 to 07:00 on the next day, Europe/Berlin, every day. Critical alerts are held back, too.",
  );
  const lunch = { from: "12:00", to: "13:00", timeZone: "UTC" };
  const of = (days: ("monday" | "wednesday" | "saturday" | "sunday")[]) => quietWords({ ...lunch, days });
  expect(of(["sunday", "saturday"])).toContain("to 13:00, UTC, Saturday and Sunday.");
  expect(of(["wednesday", "monday"])).toContain("Monday and Wednesday.");
});

test("quiet hours that cannot be are refused beside their field", () => {
  const days = ["monday"] as const;
  expect(wrongQuiet({ from: "22:00", to: "07:00", days })).toEqual({});
  expect(Object.keys(wrongQuiet({ from: "", to: "07:00", days }))).toEqual(["from"]);
  expect(Object.keys(wrongQuiet({ from: "22:00", to: "22:00", days }))).toEqual(["to"]);
  expect(Object.keys(wrongQuiet({ from: "22:00", to: "07:00", days: [] }))).toEqual(["days"]);
  expect(timeZones()).toContain("UTC");
  expect(timeZones()).toContain("Europe/Berlin");
});
