import { describe, expect, it } from "vitest";
import { MIN_LENGTH, strength } from "./strength";

const ADDRESS = "ada.lovelace@example.com";

describe("the strength of a new password", () => {
  it("says how many characters are missing, counted as people count them", () => {
    expect(strength("", ADDRESS)).toEqual({ level: 0, words: `${MIN_LENGTH} more characters` });
    expect(strength("walnut umbrell", ADDRESS)).toEqual({ level: 0, words: "1 more character" });
    expect(strength("🙂".repeat(14), ADDRESS).words).toBe("1 more character");
    expect(strength("walnut umbrelu\u0308", ADDRESS).words).toBe("1 more character");
  });

  it("calls several words good, and more of them very good, in any alphabet", () => {
    for (const good of ["lemons at bridge", "пароль из слова", "l4ntern-Moss-qu1"]) {
      expect(strength(good, ADDRESS), good).toEqual({ level: 2, words: "Good" });
    }
    expect(strength("walnut umbrella on a tuesday", ADDRESS)).toEqual({ level: 3, words: "Very good" });
  });

  it.each([
    ["aaaaaaaaaaaaaaaaaa", "different characters"],
    ["abcabcabcabcabcabc", "different characters"],
    ["passwordpassword", "again and again"],
    ["qwertyuiopasdfghjkl", "order"],
    ["abcdefghijklmnopqr", "order"],
    ["zyxwvutsrqponmlkj", "order"],
    ["12345678901234567", "order"],
    ["lovelacelovelace", "e-mail address"],
    ["Ada.Lovelace@Example.com", "e-mail address"],
    ["lovelace-example1", "e-mail address"],
  ])("calls %s easy to guess and says why", (password, why) => {
    const { level, words } = strength(password, ADDRESS);
    expect(level).toBe(1);
    expect(words).toMatch(/^Easy to guess: /);
    expect(words).toContain(why);
  });

  it("takes the address for no reason when there is none, or when much stands beside it", () => {
    expect(strength("walnut umbrella", "").level).toBe(2);
    expect(strength("lovelace under a walnut tree", ADDRESS).level).toBe(3);
  });
});
