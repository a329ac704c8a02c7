import { describe, expect, it } from "vitest";
import { placeOf, runsOf, sourceOf } from "./calls";
import { snippets } from "./snippets";

describe("a stack", () => {
  it("is read from the innermost call, own and others' code in runs", () => {
    const frames = [
      { function: "main", inApp: true },
      { function: "dispatch", inApp: false },
      { function: "route", inApp: false },
      { function: "checkout", inApp: true },
      { function: "charge", inApp: null },
    ];
    const runs = runsOf(frames).map(({ isOwn, frames }) => [isOwn, frames.map((frame) => frame.function)]);
    expect(runs).toEqual([
      [true, ["charge", "checkout"]],
      [false, ["route", "dispatch"]],
      [true, ["main"]],
    ]);
  });

  it("is shown whole when none of it is own code, or nobody said", () => {
    expect(runsOf([{ inApp: false }, { inApp: false }])).toMatchObject([{ isOwn: true }]);
    expect(runsOf([{}, {}])).toMatchObject([{ isOwn: true, frames: [{}, {}] }]);
    expect(runsOf([])).toEqual([]);
  });
});

describe("a call", () => {
  it("is in a file, at a line and column, as far as that is known", () => {
    expect(placeOf({ filename: "pay.js", lineno: 10, colno: 5 })).toBe("pay.js:10:5");
    expect(placeOf({ filename: "pay.js", colno: 5 })).toBe("pay.js");
    expect(placeOf({ absPath: "/srv/pay.py", lineno: 3 })).toBe("/srv/pay.py:3");
    expect(placeOf({})).toBe("unknown file");
  });

  it("has source lines that are numbered from the first", () => {
    const frame = { lineno: 42, preContext: ["a", "b"], contextLine: "c", postContext: ["d"] };
    expect(sourceOf(frame)).toEqual({ first: 40, lines: ["a", "b", "c", "d"], at: 2 });
    expect(sourceOf({ contextLine: "c" })).toEqual({ first: undefined, lines: ["c"], at: 0 });
    expect(sourceOf({ lineno: 1, preContext: ["a"], contextLine: "c" })?.first).toBeUndefined();
    expect(sourceOf({ lineno: 42 })).toBeUndefined();
  });
});

describe("the first steps", () => {
  it("put the DSN into each language as a text", () => {
    for (const [, code] of snippets('https://key@host/1"')) expect(code).toContain('"https://key@host/1\\""');
  });
});
