import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const CSS = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** What is written, and on what (WCAG 1.4.3). */
const TEXTS = ["text", "muted", "accent", "ok", "warn", "crit", "unknown"].flatMap((text) => [
  [text, "bg", 4.5] as const,
  [text, "surface", 4.5] as const,
]);

/** What is drawn, and beside what it has to be told apart (WCAG 1.4.11); the focus likewise (2.4.7). */
const DRAWN = [
  ...["ok", "warn", "crit"].flatMap((state) => [
    [`fill-${state}`, "track", 3] as const,
    [`fill-${state}`, "bg", 3] as const,
    [`fill-${state}`, "surface", 3] as const,
  ]),
  // What is fine is filled neutrally.
  ["muted", "track", 3],
  ["control", "bg", 3],
  ["control", "surface", 3],
  ["focus", "bg", 3],
  ["focus", "surface", 3],
  ["accent", "bg", 3],
] as const;

const PAIRS = [...TEXTS, ...DRAWN, ["on-accent", "accent", 4.5] as const];

/** The tokens of a stylesheet in one theme, by their names. */
function tokens(css: string, theme: Theme): Map<string, string> {
  const found = css.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/gi);
  return new Map(
    [...found].map(([, name = "", light = "", dark = ""]) => [name, theme === "light" ? light : dark]),
  );
}

/** How bright a colour is (WCAG 2, relative luminance). */
function luminance(color: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The pairs that are too much alike, in words. */
function failures(css: string): string[] {
  return THEMES.flatMap((theme) => {
    const colors = tokens(css, theme);
    return PAIRS.flatMap(([front, back, least]) => {
      const [one, other] = [colors.get(front), colors.get(back)];
      if (!one || !other) return [`${theme}: ${front} or ${back} is missing`];
      const found = contrast(one, other);
      return found < least ? [`${theme}: ${front} on ${back} has ${found.toFixed(2)} of ${least}`] : [];
    });
  });
}

describe("the colours", () => {
  it("are measured as WCAG measures them", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    expect(contrast("#ffffff", "#767676")).toBeCloseTo(4.54, 2);
  });

  it("can be told apart in both themes", () => {
    expect(failures(CSS)).toEqual([]);
  });

  it("would fail here if one of them were too pale", () => {
    expect(failures(CSS.replace("#27864a", "#2e9a52"))).toContainEqual(
      expect.stringMatching(/^light: fill-ok on track has 2\.\d\d of 3$/),
    );
    expect(failures(CSS.replace("#e9ecf1", "#555555"))).toHaveLength(2);
    expect(failures(CSS.replace("--muted:", "--mutde:"))).toContain("dark: muted or bg is missing");
  });

  it("are all in the stylesheet's form, so that none escapes this test", () => {
    const written = CSS.match(/^\s*--[a-z-]+:/gm) ?? [];
    for (const theme of THEMES) expect(tokens(CSS, theme).size).toBe(written.length);
  });

  it("are all measured, but for the hairline, which nobody has to see", () => {
    const measured = new Set(PAIRS.flatMap(([front, back]) => [front, back] as string[]));
    const others = [...tokens(CSS, "light").keys()].filter((name) => !measured.has(name));
    expect(others).toEqual(["hairline"]);
  });
});
