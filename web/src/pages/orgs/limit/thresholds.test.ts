import { expect, test } from "vitest";
import type { components } from "@/generated/api";
import { levelRule, muteOf, thresholdsOf } from "./thresholds";

type Rule = components["schemas"]["AlertRule"];

const NOW = Date.parse("2026-11-21T14:31:08Z");
const LIMIT = { name: "DailyApiRequests", category: "api" } as const;

function rule(id: string, scope: Rule["scope"], warning: number, more: Partial<Rule> = {}): Rule {
  return { id, scope, condition: { kind: "level", warning, critical: 90 }, ...more };
}

const forOrg = rule("org", { org: true }, 60);
const forStorage = rule("storage", { category: "storage" }, 50);
const forApi = rule("category", { category: "api" }, 70);
const forLimit = rule("limit", { limit: "DailyApiRequests" }, 75);
const timeLeft: Rule = {
  id: "t",
  scope: { limit: LIMIT.name },
  condition: { kind: "timeLeft", minutes: 60 },
};

test.each([
  ["limit", [timeLeft, forOrg, forApi, forLimit]],
  ["category", [forOrg, forStorage, forApi]],
  ["org", [timeLeft, forStorage, forOrg]],
])("the rule for the %s is the most specific one about the level", (id, rules) => {
  expect(levelRule(rules, LIMIT)?.id).toBe(id);
});

test("without a rule about the level there are no thresholds", () => {
  expect(levelRule([timeLeft, forStorage], LIMIT)).toBeUndefined();
  expect(thresholdsOf(undefined, NOW)).toBeUndefined();
});

test("other thresholds hold until their end and not longer", () => {
  const until = "2026-11-21T14:31:09Z";
  const temporary = { condition: { kind: "level", warning: 85, critical: 95 } as const, until };
  const raised = rule("org", { org: true }, 60, { temporary });
  expect(thresholdsOf(raised, NOW)).toEqual({ warning: 85, critical: 95 });
  expect(thresholdsOf(raised, NOW + 1000)).toEqual({ warning: 60, critical: 90 });
});

test("a silence is told as long as it lasts", () => {
  const mute = { until: "2026-11-21T14:31:09Z", note: "data migration" };
  expect(muteOf(rule("org", { org: true }, 60, { mute }), NOW)).toBe(mute);
  expect(muteOf(rule("org", { org: true }, 60, { mute }), NOW + 1000)).toBeUndefined();
  expect(muteOf(forOrg, NOW)).toBeUndefined();
});
