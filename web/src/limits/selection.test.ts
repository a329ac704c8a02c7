import { expect, test } from "vitest";
import { limit } from "./sample";
import { arranged, isNarrowed, isSame, kept, selectionOf, toggled } from "./selection";

const limits = [
  limit({ name: "A", label: "Zebra calls", state: "critical", usedPercent: 90, remaining: 10 }),
  limit({ name: "B", label: "Data storage", category: "storage", usedPercent: 50, remaining: 5 }),
  limit({
    name: "C",
    label: "Apex jobs",
    category: "apex",
    state: "unknown",
    usedPercent: null,
    remaining: null,
  }),
  limit({
    name: "D",
    label: "Video",
    state: "notProvisioned",
    usedPercent: null,
    remaining: 0,
    meaning: "Film minutes",
  }),
];

function names(query: Record<string, string>, pinned: string[] = []) {
  const { pinned: first, others } = arranged(limits, selectionOf(query), pinned);
  return [...first, ...others].join("");
}

test("an address without a query shows everything in the order of the API", () => {
  expect(names({})).toBe("ABCD");
  expect(isNarrowed(selectionOf({}))).toBe(false);
});

test("states, category and words narrow together", () => {
  expect(names({ state: "critical,ok" })).toBe("AB");
  expect(names({ state: "critical,ok", category: "storage" })).toBe("B");
  expect(names({ q: "STORAGE data" })).toBe("B");
  expect(names({ q: "film" })).toBe("D");
  expect(names({ q: "nothing like it" })).toBe("");
});

test("what an address invents is left out", () => {
  expect(names({ state: "purple", category: "constructor", sort: "colour" })).toBe("ABCD");
});

test("the list is ordered by name, by share, or by what is left, and what is not known comes last", () => {
  expect(names({ sort: "name" })).toBe("CBDA");
  expect(names({ sort: "percent" })).toBe("ABCD");
  expect(names({ sort: "left" })).toBe("BACD");
});

test("pinned limits come first, in the order of the list", () => {
  expect(names({}, ["D", "B"])).toBe("BDAC");
});

test("a state is switched on and off again, in the order of their gravity", () => {
  expect(toggled(["ok"], "exceeded")).toBe("exceeded,ok");
  expect(toggled(["exceeded", "ok"], "ok")).toBe("exceeded");
  expect(toggled(["ok"], "ok")).toBe("");
});

test("while nothing may move, everything stays in its place", () => {
  const before = { pinned: ["P"], others: ["A", "B", "C"] };
  const after = { pinned: ["C"], others: ["P", "B", "A"] };
  expect(kept(before, after, new Set("PABC"))).toEqual(before);
});

test("while nothing may move, what is new comes last and what is gone is gone", () => {
  const before = { pinned: [], others: ["A", "B"] };
  expect(kept(before, { pinned: ["N"], others: ["B"] }, new Set("BN"))).toEqual({
    pinned: [],
    others: ["B", "N"],
  });
});

test("a limit that no longer fits a filter stays until things may move", () => {
  const before = { pinned: [], others: ["A", "B"] };
  expect(kept(before, { pinned: [], others: ["B"] }, new Set("AB"))).toEqual(before);
});

test("pinning is another arrangement of the same names", () => {
  expect(isSame({ pinned: ["A"], others: ["B"] }, { pinned: [], others: ["A", "B"] })).toBe(false);
  expect(isSame({ pinned: ["A"], others: ["B"] }, { pinned: ["A"], others: ["B"] })).toBe(true);
});

test("by the time that is left, what is used up comes first, and what has no end in sight last", () => {
  const ends = (at: string) => {
    const basis = { method: "trend", days: 30, perDay: 1 } as const;
    const confidence = "high" as const;
    return { forecast: { runsOutAt: at, earliest: at, latest: at, confidence, because: "", basis } };
  };
  const limits = [
    limit({ name: "never" }),
    limit({ name: "later", ...ends("2026-12-01T12:00:00Z") }),
    limit({ name: "sooner", ...ends("2026-11-21T12:00:00Z") }),
    limit({ name: "over", state: "exceeded" }),
  ];
  const { others } = arranged(limits, selectionOf({ sort: "time" }), []);
  expect(others).toEqual(["over", "sooner", "later", "never"]);
});
