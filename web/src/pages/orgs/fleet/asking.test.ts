import { expect, test } from "vitest";
import { Refused } from "@/api/Refused";
import { dueAt } from "./asking";
import { LOST, NOON, watched } from "./sample";

const MINUTE = 60_000;
const asks = { dataUpdatedAt: NOON, errorUpdatedAt: 0, error: null };

test("an answer is followed by the next after five minutes, a failure after one", () => {
  expect(dueAt(asks)).toBe(NOON + 5 * MINUTE);
  const failed = { ...asks, errorUpdatedAt: NOON + 5 * MINUTE };
  expect(dueAt({ ...failed, error: new Refused("offline", "") })).toBe(NOON + 6 * MINUTE);
});

test("the first reading of an org is waited for", () => {
  const of = (...orgs: ReturnType<typeof watched>[]) => dueAt({ ...asks, data: { orgs, skew: 0 } });
  expect(of(watched("0001"))).toBe(NOON + 5 * MINUTE);
  expect(of(watched("0001"), watched("0002", { readAt: null }))).toBe(NOON + MINUTE / 2);
  expect(of(watched("0001", { readAt: null, trouble: LOST }))).toBe(NOON + 5 * MINUTE);
});

test("whoever is told to wait for longer waits for longer", () => {
  const told = (seconds: number) => new Refused("too_many_requests", "", 429, undefined, seconds);
  expect(dueAt({ ...asks, errorUpdatedAt: NOON, error: told(7) })).toBe(NOON + MINUTE);
  expect(dueAt({ ...asks, errorUpdatedAt: NOON, error: told(300) })).toBe(NOON + 5 * MINUTE);
});
