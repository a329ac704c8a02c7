import fc from "fast-check";
import { expect, test } from "vitest";
import { pageOf, pagesOf, rowsOf } from "./paging";

const values = fc.array(fc.option(fc.nat(), { nil: null }), { maxLength: 400 });

test("all pages together are all readings, the newest first", () => {
  fc.assert(
    fc.property(values, (used) => {
      const course = { at: used.map((_, at) => at * 300_000), used, max: used.map(() => 1000) };
      const pages = Array.from({ length: pagesOf(course) }, (_, page) => rowsOf(course, page + 1));
      expect(pages.flat().reverse()).toEqual(
        used.map((each, at) => ({ at: at * 300_000, used: each, max: 1000 })),
      );
      expect(pages.every((page) => page.length <= 50)).toBe(true);
    }),
  );
});

test.each([
  [undefined, 1],
  ["2", 2],
  ["9", 3],
  ["0", 1],
  ["-1", 1],
  ["1.5", 1],
  ["last", 1],
])("an address that asks for page %s of 3 gets page %i", (asked, page) => {
  expect(pageOf(asked, 3)).toBe(page);
});
