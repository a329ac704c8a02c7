import { expect, test } from "vitest";
import { turnFrom } from "./rotation";

const ids = ["a", "b", "c"];

test("orgs take their turns in their order, and then from the first again", () => {
  expect([turnFrom(ids, "a", 1), turnFrom(ids, "c", 1)]).toEqual(["b", "a"]);
  expect([turnFrom(ids, "b", -1), turnFrom(ids, "a", -1)]).toEqual(["a", "c"]);
});

test("after an org that is gone the worst comes next", () => {
  expect(turnFrom(ids, "gone", 1)).toBe("a");
  expect(turnFrom(ids, undefined, -1)).toBe("a");
});

test("one org stays, and none is none", () => {
  expect(turnFrom(["a"], "a", 1)).toBe("a");
  expect(turnFrom([], "a", 1)).toBeUndefined();
});
