import { expect, test } from "vitest";
import { tokenIn } from "./shareToken";

test("a link's token is found behind the fragment's sign", () => {
  expect(tokenIn("#fm_share_AbC-_9")).toBe("fm_share_AbC-_9");
});

test("anything else behind it is no token", () => {
  for (const hash of ["", "#", "#main", "#fm_share_", "#fm_share_a b", "#x&fm_share_a"]) {
    expect(tokenIn(hash), hash).toBeUndefined();
  }
});
