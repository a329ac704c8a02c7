import { expect, test } from "vitest";
import { limit } from "./sample";
import { allowed, given, isNearItsEnd, rest, share } from "./words";

test("more than allowed is told as over it, and its share is above 100 %", () => {
  const over = limit({
    state: "exceeded",
    used: 277_040,
    max: 265_000,
    remaining: -12_040,
    usedPercent: 104.54,
  });
  expect([share(over), rest(over)]).toEqual(["104.5\u00a0%", "12,040 over"]);
});

test("a limit that is used up to the last is not over it", () => {
  const full = limit({ state: "exceeded", used: 1000, remaining: 0, usedPercent: 100 });
  expect(rest(full)).toBe("nothing left");
});

test("sizes keep their unit", () => {
  const storage = limit({
    label: "Data storage",
    unit: "MB",
    state: "critical",
    remaining: 6642,
    usedPercent: 87.02,
  });
  expect([share(storage), rest(storage)]).toEqual(["87\u00a0%", "6,642\u00a0MB left"]);
});

test("0 of 0 is not in use, with no share and nothing left to tell", () => {
  const absent = limit({ state: "notProvisioned", max: 0, used: 0, remaining: 0, usedPercent: null });
  expect([share(absent), rest(absent), isNearItsEnd(absent.state)]).toEqual(["Not in use", "", false]);
});

test("what is not known is a dash and the word for it, never 0", () => {
  const unknown = limit({ state: "unknown", max: null, used: null, remaining: null, usedPercent: null });
  expect([given(unknown.used, "count"), share(unknown), rest(unknown)]).toEqual(["–", "Unknown", ""]);
});

test("a limit without a bound shows no number for it", () => {
  const unbound = limit({ state: "unlimited", max: 999_999_999, remaining: 999_999_999, usedPercent: null });
  expect([allowed(unbound), rest(unbound)]).toEqual(["no bound", ""]);
});

test("a little over everything does not look like all of it", () => {
  const over = limit({ state: "exceeded", max: 15_000, used: 15_012, remaining: -12, usedPercent: 100.08 });
  expect(share(over)).toBe("100.1\u00a0%");
});
