import { expect, test } from "vitest";
import { LOST, standing } from "./sample";
import { fleetSelectionOf, isFleetNarrowed, selected, toggledIn } from "./selection";

const sandbox = standing("b");
sandbox.watched.org.kind = "sandbox";
const orgs = [
  standing("c", { trouble: LOST, readAt: "2026-11-21T10:00:00Z" }),
  sandbox,
  standing("a10", { readAt: null }, { label: "Data storage" }),
  standing("a9", { readAt: "2026-11-21T11:59:00Z" }),
];

function names(query: Record<string, string>) {
  return selected(orgs, fleetSelectionOf(query))
    .map(({ name }) => name.replace("Acme ", ""))
    .join(" ");
}

test("an address without a query shows all orgs by urgency", () => {
  expect(names({})).toBe("c b a10 a9");
  expect(isFleetNarrowed(fleetSelectionOf({ sort: "name" }))).toBe(false);
});

test("states, kind and words narrow together", () => {
  expect(names({ state: "lost,ok" })).toBe("c b a9");
  expect(names({ state: "lost,ok", kind: "sandbox" })).toBe("b");
  expect(names({ q: "STORAGE acme" })).toBe("a10");
  expect(names({ q: "nothing like it" })).toBe("");
});

test("what an address invents is left out", () => {
  expect(names({ state: "purple", kind: "constructor", sort: "colour" })).toBe("c b a10 a9");
});

test("orgs are ordered by name as people count, or by the age of their reading", () => {
  expect(names({ sort: "name" })).toBe("a9 a10 b c");
  expect(names({ sort: "age" })).toBe("a10 c b a9");
});

test("a state is switched on and off again", () => {
  expect(toggledIn(["ok"], "lost")).toBe("lost,ok");
  expect(toggledIn(["lost", "ok"], "ok")).toBe("lost");
});
