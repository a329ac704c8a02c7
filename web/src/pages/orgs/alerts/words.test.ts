import { expect, test } from "vitest";
import { exceptions } from "./exceptions";
import { grouped } from "./groups";
import { pulled } from "./levels";
import { conditionWords, listWords, minutesWords, ruleWords, toldWords } from "./ruleWords";
import type { KnownLimit, Rule } from "./settings";

const LIMITS: KnownLimit[] = [
  { name: "DailyApiRequests", label: "Daily API requests", category: "api", unit: "count" },
  { name: "FileStorageMB", label: "File storage", category: "storage", unit: "MB" },
];
const ORG: Rule = {
  id: "level",
  scope: { org: true },
  condition: { kind: "level", warning: 60, critical: 80 },
};
const AREA: Rule = { ...ORG, id: "area", scope: { category: "api" } };
const OWN: Rule = { ...ORG, id: "own", scope: { limit: "DailyApiRequests" } };
const FILES: Rule = { ...ORG, id: "files", scope: { limit: "FileStorageMB" } };

test("each kind of rule is told in words with its numbers", () => {
  expect(conditionWords({ kind: "level", warning: 60, critical: 80 })).toBe(
    "Warn above 60\u00a0%, critical above 80\u00a0%",
  );
  expect(conditionWords({ kind: "level", warning: 80, critical: 80 })).toBe("Critical above 80\u00a0%");
  expect(conditionWords({ kind: "timeLeft", minutes: 90 })).toBe(
    "Critical when a limit is forecast to run out within 1 h 30 min",
  );
  expect(conditionWords({ kind: "jump", pointsPerHour: 1 })).toBe(
    "Warn when use rises by 1 percentage point in an hour",
  );
  expect(conditionWords({ kind: "jump", pointsPerHour: 0.5 })).toContain("by 0.5 percentage points");
  expect(conditionWords({ kind: "unusualRate", factor: 2.5, least: 500 }, "MB")).toBe(
    "Warn when 2.5 times the usual and at least 500\u00a0MB is used in an hour",
  );
  expect(conditionWords({ kind: "unusualRate", factor: 3, least: 0 })).toBe(
    "Warn when 3 times the usual is used in an hour",
  );
  expect(conditionWords({ kind: "noReading", minutes: 1440 })).toContain("for 1 day");
});

test("a length is told exactly", () => {
  const told = [5, 60, 90, 1440, 1500, 10_080].map(minutesWords);
  expect(told).toEqual(["5 min", "1 h", "1 h 30 min", "1 day", "25 h", "7 days"]);
});

test("a rule says for what it holds", () => {
  expect(ruleWords(ORG, LIMITS)).toMatch(/, for the whole org$/);
  expect(ruleWords(AREA, LIMITS)).toMatch(/, for all API limits$/);
  expect(ruleWords(OWN, LIMITS)).toMatch(/, for Daily API requests$/);
  expect(ruleWords(OWN, [])).toMatch(/, for DailyApiRequests$/);
});

test("a rule says whom it tells", () => {
  const channels = [
    { kind: "email", id: "mail", name: "Ada" },
    { kind: "slack", id: "team", name: "Team", url: "https://a.example/…" },
  ] as const;
  expect(toldWords(ORG, channels)).toBe("all channels");
  expect(toldWords({ ...ORG, channels: ["mail", "team"] }, channels)).toBe("Ada and Team");
  expect(toldWords({ ...ORG, channels: [] }, channels)).toBe("nobody");
  expect(listWords(["a", "b", "c"])).toBe("a, b and c");
});

test("a wide rule says where narrower ones hold, and a narrow one in whose place it is", () => {
  const rules = [ORG, AREA, OWN, FILES];
  expect(exceptions(ORG, rules, LIMITS)).toBe(
    "Not for all API limits, Daily API requests and File storage: more specific rules hold there.",
  );
  expect(exceptions(AREA, rules, LIMITS)).toBe("Not for Daily API requests: more specific rules hold there.");
  expect(exceptions(OWN, rules, LIMITS)).toBe("In place of the rule for all API limits.");
  expect(exceptions(FILES, rules, LIMITS)).toBe("In place of the rule for the whole org.");
  expect(exceptions(ORG, [ORG], LIMITS)).toBe("");
});

test("rules are grouped from the widest to the narrowest", () => {
  const groups = grouped([FILES, OWN, ORG, { ...ORG, id: "two" }, AREA], LIMITS);
  expect(groups.map(({ title, rules }) => [title, rules.length])).toEqual([
    ["The whole org", 2],
    ["API limits", 1],
    ["Daily API requests", 1],
    ["File storage", 1],
  ]);
});

test("a slider takes the other threshold along, and only then", () => {
  const levels = { warning: "60", critical: "80" };
  expect(pulled(levels, { warning: "70" })).toEqual({ warning: "70", critical: "80" });
  expect(pulled(levels, { warning: "90" })).toEqual({ warning: "90", critical: "90" });
  expect(pulled(levels, { critical: "50" })).toEqual({ warning: "50", critical: "50" });
  expect(pulled({ warning: "", critical: "80" }, { critical: "50" })).toEqual({
    warning: "",
    critical: "50",
  });
});
