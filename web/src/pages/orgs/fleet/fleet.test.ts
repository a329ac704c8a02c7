import { expect, test } from "vitest";
import { countsOf, standingsOf } from "./fleet";
import { LOST, NOON, SOON, watched } from "./sample";

const names = (orgs: ReturnType<typeof watched>[]) =>
  standingsOf({ orgs, skew: 0 }, NOON).map(({ name }) => name);

test("what nobody knows comes first, then what is used up, then what runs out, the sooner first", () => {
  const orgs = [
    watched("fine"),
    watched("red", {}, { state: "critical" }),
    watched("late", {}, { ...SOON, runsOutAt: "2026-11-21T23:00:00Z" }),
    watched("soon", {}, SOON),
    watched("over", {}, { state: "exceeded" }),
    watched("mute", { readAt: "2026-11-21T11:00:00Z" }),
    watched("lost", { trouble: LOST }),
  ];
  const order = ["lost", "mute", "over", "soon", "late", "red", "fine"];
  expect(names(orgs)).toEqual(order.map((id) => `Acme ${id}`));
});

test("what is alike stays as the server orders it", () => {
  expect(names([watched("b"), watched("a"), watched("c")])).toEqual(["Acme b", "Acme a", "Acme c"]);
});

test("orgs of one kind and name are told apart by their address, or by their id", () => {
  const named = (id: string, changes: object) => {
    const org = watched(id);
    return { ...org, org: { ...org.org, name: "Acme", ...changes } };
  };
  const orgs = [
    named("0001", { instanceUrl: "https://acme.my.salesforce.com" }),
    named("0002", { instanceUrl: "" }),
    named("0003", { instanceUrl: "https://acme--uat.sandbox.my.salesforce.com" }),
    named("0004", { kind: "sandbox" }),
  ];
  expect(names(orgs)).toEqual(["Acme (acme)", "Acme (…0002)", "Acme (acme--uat)", "Acme"]);
});

test("every org is counted once", () => {
  const orgs = [watched("a"), watched("b", { trouble: LOST }), watched("c", { readAt: null })];
  const counts = countsOf(standingsOf({ orgs, skew: 0 }, NOON));
  expect(counts).toEqual({ lost: 1, silent: 1, exceeded: 0, soon: 0, critical: 0, warning: 0, ok: 1 });
});
