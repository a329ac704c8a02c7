import fc from "fast-check";
import { expect, test } from "vitest";
import { Refused } from "@/api/Refused";
import { conditionOf, draftOf, newDraft, refusedField, ruleOf, wrongCondition, wrongWith } from "./draft";
import { type Condition, KINDS, type Rule } from "./settings";

const CONDITIONS: Condition[] = [
  { kind: "level", warning: 60, critical: 80 },
  { kind: "timeLeft", minutes: 120 },
  { kind: "jump", pointsPerHour: 0.5 },
  { kind: "unusualRate", factor: 2.5, least: 500 },
  { kind: "maximumChanged" },
  { kind: "appearedOrVanished" },
  { kind: "connectionLost" },
  { kind: "noReading", minutes: 30 },
];

test("a rule that is opened and saved untouched is the same rule", () => {
  expect(CONDITIONS.map(({ kind }) => kind).toSorted()).toEqual([...KINDS].toSorted());
  for (const condition of CONDITIONS) {
    const rule: Rule = {
      id: "one",
      scope: { limit: "DailyApiRequests" },
      condition,
      coolDownMinutes: 90,
      mute: { until: "2026-11-30T08:00:00Z", note: "why" },
      temporary: { condition, until: "2026-11-30T08:00:00Z" },
      channels: ["mail"],
    };
    expect(wrongWith(draftOf(rule), [])).toEqual({});
    expect(ruleOf(draftOf(rule), rule, [])).toEqual(rule);
  }
});

test("what a new rule begins with can be saved", () => {
  for (const kind of KINDS) expect(wrongWith(newDraft(kind, "org"), [])).toEqual({});
});

test("each bound of the API is a bound of the form, told beside its field", () => {
  const level = newDraft("level", "org");
  const cases = [
    [{ ...level, warning: "0" }, "warning"],
    [{ ...level, warning: "60.5" }, "warning"],
    [{ ...level, critical: "101" }, "critical"],
    [{ ...level, critical: "59" }, "critical"],
    [{ ...level, critical: "" }, "critical"],
    [{ ...newDraft("timeLeft", "org"), minutes: "4" }, "minutes"],
    [{ ...newDraft("timeLeft", "org"), minutes: "10081" }, "minutes"],
    [{ ...newDraft("noReading", "org"), minutes: "9" }, "minutes"],
    [{ ...newDraft("noReading", "org"), minutes: "1441" }, "minutes"],
    [{ ...newDraft("jump", "org"), pointsPerHour: "0" }, "pointsPerHour"],
    [{ ...newDraft("jump", "org"), pointsPerHour: "many" }, "pointsPerHour"],
    [{ ...newDraft("unusualRate", "org"), factor: "1" }, "factor"],
    [{ ...newDraft("unusualRate", "org"), least: "-1" }, "least"],
    [{ ...level, coolDownMinutes: "10081" }, "coolDownMinutes"],
  ] as const;
  for (const [draft, field] of cases) expect(Object.keys(wrongWith(draft, []))).toEqual([field]);
});

test("two thresholds can be saved exactly when the API takes them", () => {
  fc.assert(
    fc.property(fc.integer({ min: -5, max: 110 }), fc.integer({ min: -5, max: 110 }), (warning, critical) => {
      const draft = { ...newDraft("level", "org"), warning: `${warning}`, critical: `${critical}` };
      const isTaken = warning >= 1 && warning <= 100 && critical >= warning && critical <= 100;
      expect(Object.keys(wrongCondition(draft)).length === 0).toBe(isTaken);
    }),
  );
});

test("a comma is a decimal point", () => {
  const draft = { ...newDraft("jump", "org"), pointsPerHour: " 2,5 " };
  expect(wrongCondition(draft)).toEqual({});
  expect(conditionOf(draft)).toEqual({ kind: "jump", pointsPerHour: 2.5 });
});

test("a second rule of a kind for the same is refused beside what it is for", () => {
  const rule = ruleOf(newDraft("level", "category:api"), undefined, []);
  expect(rule.id).toBe("level");
  expect(Object.keys(wrongWith(newDraft("level", "category:api"), [rule]))).toEqual(["scope"]);
  expect(wrongWith(newDraft("jump", "category:api"), [rule])).toEqual({});
  expect(wrongWith(newDraft("level", "org"), [rule])).toEqual({});
});

test("a refusal names the field that it speaks of", () => {
  const refused = (detail: string, code = "invalid") => refusedField(new Refused(code, detail, 400));
  expect(refused("rules[0].condition.critical: expected a percentage from warning to 100")).toEqual([
    "critical",
    "Expected a percentage from warning to 100.",
  ]);
  expect(refused("channels[1].url: has to begin with https://")).toEqual([
    "url",
    "Has to begin with https://.",
  ]);
  expect(refused("rules[0].condition.critical: expected", "conflict")).toBeUndefined();
  expect(refused("Something else")).toBeUndefined();
  expect(refusedField(new Error("x: y"))).toBeUndefined();
});
