import { expect, test } from "vitest";
import { Refused } from "@/api/Refused";
import { hasNoApp, isOfField, wrongFields } from "./refusals";

test("a refused value is told at its field, as a sentence", () => {
  const refused = new Refused("invalid", "host: an app's own credentials need a My Domain host", 400);
  expect(wrongFields(refused)).toEqual({ host: "An app's own credentials need a My Domain host." });
  expect(isOfField(refused)).toBe(true);
});

test("what belongs to no field here is the whole form's", () => {
  for (const error of [
    new Refused("invalid", "method: unknown variant", 400),
    new Refused("salesforce_refused", 'host: Salesforce says "no"', 400),
    new Error("host: broken"),
  ]) {
    expect(wrongFields(error)).toEqual({});
    expect(isOfField(error)).toBe(false);
  }
});

test("a deployment without an app is told from all other refusals", () => {
  expect(hasNoApp(new Refused("salesforce_not_configured", "no", 503))).toBe(true);
  expect(hasNoApp(new Refused("unavailable", "no", 503))).toBe(false);
});
