import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginning, pieces, plain } from "./marks";

/** Texts of every code point, and many of those that matter here. */
const CODES = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }),
  fc.integer({ min: 0x300, max: 0x320 }),
  fc.integer({ min: 0x2000, max: 0x206f }),
  fc.constantFrom(0x1f469, 0x200d, 0x1f4bb, 0xfe0f, 0xd800),
  fc.integer({ min: 0, max: 0x10ffff }),
);
const ANYTHING = fc.array(CODES).map((codes) => String.fromCodePoint(...codes));

describe("a text of strangers", () => {
  it("stays as it is when everything in it can be seen", () => {
    for (const text of [
      "",
      "TypeError: x is undefined",
      "<b>&amp;</b>",
      "Größe 5 €",
      "שלום",
      "tab\tand\nline",
    ]) {
      expect(plain(text)).toBe(text.replace(/\s+/g, " "));
      expect(pieces(text)).toEqual(text === "" ? [] : [{ text }]);
    }
  });

  it("shows marks for what turns the direction, has no width, or steers a terminal", () => {
    expect(plain("a\u202egpj.exe")).toBe("a[U+202E]gpj.exe");
    expect(plain("pass\u200bword")).toBe("pass[U+200B]word");
    expect(plain("\u001b[31mred\u001b[0m")).toBe("[ESC[31m]red[ESC[0m]");
    expect(plain("\u0000\u0007\u001b")).toBe("[U+0000][U+0007][U+001B]");
    expect(plain("\ud800 alone")).toBe("[U+D800] alone");
    expect(plain("\u{e0041}\u3164\u2800\u00ad")).toBe("[U+E0041][U+3164][U+2800][U+00AD]");
  });

  it("counts equal marks in a row, and accents that no script stacks so high", () => {
    expect(pieces("\u200b\u200b\u200b\u202e")).toEqual([{ mark: "U+200B ×3" }, { mark: "U+202E" }]);
    expect(plain(`a${"\u0301".repeat(40)}b`)).toBe("a\u0301\u0301[38 accents]b");
    expect(plain("Việt Nam".normalize("NFD"))).toBe("Việt Nam".normalize("NFD"));
  });

  it("leaves the joiners of emoji alone, and no others", () => {
    for (const emoji of ["👩‍💻", "❤️", "👨‍👩‍👧‍👦", "🏳️‍🌈", "1️⃣", "👍🏽"]) expect(plain(emoji)).toBe(emoji);
    expect(plain("a\u200db")).toBe("a[U+200D]b");
    expect(plain("a\ufe0f")).toBe("a[U+FE0F]");
  });

  it("takes the line ends of Windows for line ends, and a lone return for what it is", () => {
    expect(pieces("a\r\nb")).toEqual([{ text: "a\nb" }]);
    expect(plain("secret\rpublic")).toBe("secret[U+000D]public");
  });

  it("lets nothing invisible through, whatever comes", () => {
    const hidden = /(?!\n|\t|\u200d|\ufe0f)[\p{C}\p{Zl}\p{Zp}\p{DI}]/u;
    fc.assert(
      fc.property(ANYTHING, (text) => {
        const left = pieces(text).filter((piece) => "text" in piece);
        expect(left.filter((piece) => piece.text === "" || hidden.test(piece.text))).toEqual([]);
      }),
    );
  });
});

describe("the beginning of a text", () => {
  it("has as many characters as wanted, and never half of one", () => {
    expect(beginning("abc", 5)).toBe("abc");
    expect(beginning("abcdef", 5)).toBe("abcde");
    expect(beginning("abcd😀", 5)).toBe("abcd");
    expect(beginning("abc😀d", 5)).toBe("abc😀");
  });

  it("has as many lines as wanted", () => {
    expect(beginning("a\nb\nc", 100, 2)).toBe("a\nb");
    expect(beginning("a\nb\n", 100, 3)).toBe("a\nb\n");
    expect(beginning("\n".repeat(10_000), 10_000)).toHaveLength(59);
  });

  it("is a beginning, whatever comes", () => {
    fc.assert(
      fc.property(ANYTHING, fc.nat(40), fc.integer({ min: 1, max: 5 }), (text, most, lines) => {
        const start = beginning(text, most, lines);
        expect(text.startsWith(start)).toBe(true);
        expect(start.length).toBeLessThanOrEqual(most);
        expect(start.split("\n").length).toBeLessThanOrEqual(lines + 1);
      }),
    );
  });
});
