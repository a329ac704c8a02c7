import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readUrl, writeUrl } from "./useUrlState";

const TEXT = fc.string({ unit: "grapheme", minLength: 1 });

describe("the address of a page", () => {
  it("is read without what is empty", () => {
    expect(readUrl("?state=critical&text=&sort=used")).toEqual({ state: "critical", sort: "used" });
    expect(readUrl("")).toEqual({});
  });

  it("keeps what is not changed", () => {
    expect(writeUrl("?state=critical&sort=used", { sort: "name" })).toBe("?state=critical&sort=name");
  });

  it("loses what becomes empty or undefined, and its question mark with the last", () => {
    expect(writeUrl("?state=critical&sort=used", { sort: "" })).toBe("?state=critical");
    expect(writeUrl("?sort=used", { sort: undefined })).toBe("");
    expect(writeUrl("", {})).toBe("");
  });

  it("says again whatever was written into it", () => {
    fc.assert(
      fc.property(fc.dictionary(TEXT, TEXT), (state) => {
        expect(readUrl(writeUrl("", state))).toEqual({ ...state });
      }),
    );
  });

  it("does not depend on how often the same is written", () => {
    fc.assert(
      fc.property(fc.dictionary(TEXT, TEXT), fc.dictionary(TEXT, fc.string()), (before, changes) => {
        const once = writeUrl(writeUrl("", before), changes);
        expect(writeUrl(once, changes)).toBe(once);
      }),
    );
  });
});
