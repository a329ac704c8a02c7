import { expect, test } from "vitest";
import { limit, report } from "@/limits/sample";
import { besides, nextOf } from "./nextLimits";

const names = (limits: readonly { name: string }[]) => limits.map(({ name }) => name).join("");
const all = [..."ABCDEF"].map((name) => limit({ name }));

test("three limits come next, and the one that is spoken of is none of them", () => {
  const next = nextOf(report(all));
  expect(names(besides(next, "A"))).toBe("BCD");
  expect(names(besides(next, "C"))).toBe("ABD");
  expect(names(besides(next, "Z"))).toBe("ABC");
});

test("what is not in use or has no bound never comes next", () => {
  const none = [limit({ name: "N", state: "notProvisioned" }), limit({ name: "U", state: "unlimited" })];
  expect(names(nextOf(report([...none, limit({ name: "A" })])))).toBe("A");
});
