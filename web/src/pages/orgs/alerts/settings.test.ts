import { expect, test } from "vitest";
import {
  governing,
  type KnownLimit,
  newId,
  OWN_MAIL,
  onlyToldBy,
  type Rule,
  type Settings,
  scopeKey,
  scopeOf,
  toldChannels,
  withChannel,
  withMutedLimit,
  withoutChannel,
} from "./settings";

const ORG: Rule = {
  id: "level",
  scope: { org: true },
  condition: { kind: "level", warning: 60, critical: 80 },
};
const AREA: Rule = { ...ORG, id: "level-api", scope: { category: "api" } };
const OWN: Rule = { ...ORG, id: "level-own", scope: { limit: "DailyApiRequests" } };
const LEFT: Rule = { ...ORG, id: "time-left", condition: { kind: "timeLeft", minutes: 120 } };
const CALLS: KnownLimit = {
  name: "DailyApiRequests",
  label: "Daily API requests",
  category: "api",
  unit: "count",
};
const MUTE = { until: "2026-11-30T08:00:00Z", note: "migration" };

test("of the rules of a kind the most specific one holds, whatever their order", () => {
  const file = { name: "FileStorageMB", category: "storage" } as const;
  for (const rules of [
    [ORG, AREA, OWN, LEFT],
    [LEFT, OWN, AREA, ORG],
  ]) {
    expect(governing(rules, "level", CALLS)?.id).toBe("level-own");
    expect(governing(rules, "level", { name: "DailyBulkApiBatches", category: "api" })?.id).toBe("level-api");
    expect(governing(rules, "level", file)?.id).toBe("level");
    expect(governing(rules, "timeLeft", CALLS)?.id).toBe("time-left");
    expect(governing(rules, "jump", CALLS)).toBeUndefined();
  }
});

test("a scope survives its way through a form", () => {
  for (const scope of [{ org: true }, { category: "api" as const }, { limit: "A:b" }]) {
    expect(scopeOf(scopeKey(scope))).toEqual(scope);
  }
});

test("a new id has only letters that ids may have, and is nobody else's", () => {
  expect(newId("timeLeft-DailyApiRequests", [])).toBe("time-left-daily-api-requests");
  expect(newId("level", [ORG, { id: "level-2" }])).toBe("level-3");
  expect(newId("Ünï & Co", [])).toMatch(/^[a-z0-9_-]{1,40}$/);
  expect(newId("x".repeat(100), [{ id: "x".repeat(36) }])).toMatch(/^[a-z0-9_-]{1,40}$/);
});

test("muting one limit gives it rules of its own, and leaves the wider ones loud", () => {
  const settings: Settings = { rules: [ORG, LEFT] };
  const { rules } = withMutedLimit(settings, CALLS, ["level", "timeLeft"], MUTE);
  expect(rules).toHaveLength(4);
  expect(rules.slice(0, 2)).toEqual([ORG, LEFT]);
  for (const kind of ["level", "timeLeft"] as const) {
    const own = governing(rules, kind, CALLS);
    expect(own).toMatchObject({ scope: { limit: "DailyApiRequests" }, mute: MUTE });
    expect(own?.condition).toEqual(governing([ORG, LEFT], kind, CALLS)?.condition);
  }
});

test("muting a limit that has a rule of its own makes no other", () => {
  const { rules } = withMutedLimit({ rules: [ORG, OWN] }, CALLS, ["level"], MUTE);
  expect(rules).toEqual([ORG, { ...OWN, mute: MUTE }]);
});

test("the first channel that is added does not silence the mail that went out until then", () => {
  const pager = { kind: "webhook", id: "pager", name: "Pager", url: "https://a.example/" } as const;
  const added = withChannel({ rules: [], channels: [] }, pager);
  expect(added.channels).toEqual([OWN_MAIL, pager]);
  const renamed = withChannel(added, { ...pager, name: "Night" });
  expect(renamed.channels?.map(({ name }) => name)).toEqual(["E-mail", "Night"]);
});

test("a rule that told only a channel that goes tells all that are left", () => {
  const settings: Settings = {
    rules: [
      { ...ORG, channels: ["pager"] },
      { ...LEFT, channels: ["pager", "team"] },
    ],
    channels: [
      { kind: "slack", id: "pager", name: "Pager", url: "https://a.example/…" },
      { kind: "slack", id: "team", name: "Team", url: "https://b.example/…" },
    ],
  };
  expect(onlyToldBy(settings, "pager").map(({ id }) => id)).toEqual(["level"]);
  const left = withoutChannel(settings, "pager");
  expect(left.rules.map(({ channels }) => channels)).toEqual([null, ["team"]]);
  expect(left.channels?.map(({ id }) => id)).toEqual(["team"]);
  expect(toldChannels(withoutChannel(left, "team"))).toEqual([OWN_MAIL]);
});
