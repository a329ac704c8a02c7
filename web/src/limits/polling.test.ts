import { expect, test } from "vitest";
import { Refused } from "@/api/Refused";
import { isEnded, isOld, nextAt, POLL, secondsUntil, waitFrom } from "./polling";
import { report } from "./sample";

const NOW = 1_800_000_000_000;
const none = { dataUpdatedAt: 0, errorUpdatedAt: 0, error: null };

test("a reading is followed by the next after five minutes", () => {
  expect(nextAt({ ...none, dataUpdatedAt: NOW })).toBe(NOW + POLL);
});

test("a failure is followed by the next attempt after five minutes", () => {
  const error = new Refused("offline", "");
  expect(nextAt({ dataUpdatedAt: NOW - POLL, errorUpdatedAt: NOW, error })).toBe(NOW + POLL);
});

test("a refusal that says for how long is believed", () => {
  const error = new Refused("reading", "", 503, undefined, 7);
  expect(nextAt({ dataUpdatedAt: 0, errorUpdatedAt: NOW, error })).toBe(NOW + 7000);
});

test("an old reading, given because another was on its way, is soon followed by that one", () => {
  const data = { report: report([], { freshness: "stale" }), readAt: NOW - POLL, trends: {}, news: "" };
  expect(nextAt({ ...none, data, dataUpdatedAt: NOW })).toBe(NOW + 5000);
});

test("while Salesforce refuses calls, nobody hurries", () => {
  const exhausted = { limit: "dailyApiRequests", since: "2026-11-21T12:00:00Z" } as const;
  const data = { report: report([], { freshness: "stale", exhausted }), readAt: NOW, trends: {}, news: "" };
  expect(nextAt({ ...none, data, dataUpdatedAt: NOW })).toBe(NOW + POLL);
});

test("what is overdue is asked for at once, but never without a pause", () => {
  expect(waitFrom(NOW, { ...none, dataUpdatedAt: NOW - 3 * POLL })).toBe(1000);
});

test("the first attempt is not asked for twice", () => {
  expect(waitFrom(NOW, none)).toBe(POLL);
});

test("a reading is old when two in a row are missing", () => {
  expect([isOld(NOW - 2 * POLL, NOW), isOld(NOW - 2 * POLL - 1, NOW), isOld(null, NOW)]).toEqual([
    false,
    true,
    false,
  ]);
});

test("only a refusal of the session ends the connection", () => {
  const refused = (status: number) => isEnded(new Refused("x", "", status));
  expect([refused(401), refused(403), refused(503), isEnded(null)]).toEqual([true, false, false, false]);
});

test("the countdown to the next reading begins with five minutes, and not above", () => {
  expect(secondsUntil(NOW + 999 + POLL, NOW)).toBe(300);
});

test("an org that the collector reads is asked for when its next reading is due", () => {
  const data = { report: report([]), readAt: NOW - 200_000, trends: {}, news: "" };
  const asked = { ...none, data, dataUpdatedAt: NOW, isFollowing: true };
  expect(nextAt(asked)).toBe(NOW - 200_000 + POLL + 20_000);
});

test("a reading that is late is waited for, and one that does not come is not hurried", () => {
  const stale = { report: report([], { freshness: "stale" }), trends: {}, news: "" };
  const after = (age: number) =>
    nextAt({ ...none, data: { ...stale, readAt: NOW - age }, dataUpdatedAt: NOW, isFollowing: true }) - NOW;
  expect(after(POLL + 30_000)).toBe(40_000);
  expect(after(3 * POLL)).toBe(POLL);
});

test("the first reading of an org that is new is looked for soon", () => {
  const data = { report: report([], { freshness: "none" }), readAt: null, trends: {}, news: "" };
  expect(nextAt({ ...none, data, dataUpdatedAt: NOW, isFollowing: true })).toBe(NOW + 20_000);
});
