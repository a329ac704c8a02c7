import { expect, test } from "vitest";
import { DAYS, nameTrouble, shownBy, USUAL_DAYS } from "./words";

const NAMES = new Map([["00D1t0000008BzYEAU", "Northwind Freight"]]);

test("a link says what it shows, and what it hides", () => {
  expect(shownBy({ org: null, masked: false }, NAMES)).toBe("All orgs");
  expect(shownBy({ org: null, masked: true }, NAMES)).toBe("All orgs, names hidden");
  expect(shownBy({ org: "00D1t0000008BzYEAU", masked: true }, NAMES)).toBe("Northwind Freight, name hidden");
  expect(shownBy({ org: "00D000000000001EAA", masked: false }, NAMES)).toBe("Org 00D000000000001EAA");
});

test("a name is needed, and characters are counted as people count them", () => {
  expect(nameTrouble("  ")).toMatch(/^Enter a name/);
  expect(nameTrouble("🙂".repeat(80))).toBeUndefined();
  expect(nameTrouble("🙂".repeat(81))).toMatch(/80 characters/);
});

test("the usual time is one of those that can be chosen", () => {
  expect(DAYS.map(([days]) => days)).toContain(USUAL_DAYS);
});
