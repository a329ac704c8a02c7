import { expect, it } from "vitest";
import rows from "@/generated/causes.json";
import { canRetry, causeOf } from "./causes";

it("finds each cause by its slug, and words for all of it", () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    expect(causeOf(row.slug)).toBe(row);
    for (const text of [row.title, row.meaning, row.remedy]) expect(text.trim(), row.slug).not.toBe("");
  }
});

it("has the general cause for what nobody knows, also for names that objects have", () => {
  for (const slug of ["", "no-such-cause", "constructor", "__proto__", "Denied"]) {
    expect(causeOf(slug).slug).toBe("unknown");
  }
});

it("lets everybody try again but those who wait for the operator", () => {
  expect(rows.filter((row) => !canRetry(row)).map((row) => row.slug)).toEqual([
    "misconfigured",
    "not-configured",
  ]);
});
