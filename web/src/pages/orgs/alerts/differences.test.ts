import { afterAll, beforeAll, expect, test } from "vitest";
import { showZone } from "@/words/times";
import { differences } from "./differences";
import type { Rule, Settings } from "./settings";

const ORG: Rule = {
  id: "level",
  scope: { org: true },
  condition: { kind: "level", warning: 60, critical: 80 },
  coolDownMinutes: 60,
};
const LEFT: Rule = { ...ORG, id: "time-left", condition: { kind: "timeLeft", minutes: 120 } };
const BEFORE: Settings = {
  rules: [ORG, LEFT],
  channels: [{ kind: "slack", id: "team", name: "Team", url: "https://a.example/…" }],
  quietHours: null,
};

beforeAll(() => showZone("UTC"));
afterAll(() => showZone("browser"));

test("settings that are the same differ in nothing, whatever is left out or null", () => {
  const same = { ...BEFORE, rules: [{ ...ORG, mute: null, temporary: null, channels: null }, LEFT] };
  expect(differences(BEFORE, structuredClone(same), [])).toEqual([]);
});

test("each difference is a sentence", () => {
  const level = { kind: "level", warning: 70, critical: 90 } as const;
  const after: Settings = {
    rules: [
      {
        ...ORG,
        condition: level,
        mute: { until: "2026-11-30T08:00:00Z", note: "" },
        temporary: { condition: level, until: "2026-11-30T08:00:00Z" },
        coolDownMinutes: 5,
        channels: [],
      },
      { ...ORG, id: "jump", condition: { kind: "jump", pointsPerHour: 20 } },
    ],
    channels: [
      { kind: "slack", id: "team", name: "Night", url: "https://a.example/…" },
      { kind: "email", id: "mail", name: "Ada" },
    ],
    quietHours: { from: "22:00", to: "07:00", timeZone: "UTC" },
  };
  const said = differences(BEFORE, after, []).map((sentence) => sentence.replaceAll("\u00a0", " "));
  const rule = "Warn above 70 %, critical above 90 %, for the whole org";
  expect(said).toEqual([
    `Warn above 60 %, critical above 80 %, for the whole org: is now ${rule.replace("W", "w")}.`,
    `${rule}: muted until 30 Nov 2026, 08:00 UTC.`,
    `${rule}: until 30 Nov 2026, 08:00 UTC warn above 70 %, critical above 90 %.`,
    `${rule}: cool-down of 5 min.`,
    `${rule}: tells nobody.`,
    "New rule: Warn when use rises by 20 percentage points in an hour, for the whole org.",
    "Rule removed: Critical when a limit is forecast to run out within 2 h, for the whole org.",
    "The channel Team is now called Night.",
    "New channel: Ada.",
    "Quiet hours: From 22:00 to 07:00 on the next day, UTC, every day. Critical alerts come through.",
  ]);
});
