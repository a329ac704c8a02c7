import { expect, test } from "vitest";
import { namesOf, withToggled } from "./pinned";

test("what was never kept is nothing", () => {
  expect(namesOf("")).toEqual([]);
});

test("a name is pinned at the end, and unpinned where it is", () => {
  expect(withToggled(["A", "B"], "C")).toEqual(["A", "B", "C"]);
  expect(withToggled(["A", "B"], "A")).toEqual(["B"]);
});
