import { expect, test } from "vitest";
import { fileName } from "./files";
import { report } from "./sample";

test("a file is named for its org and the time of its reading", () => {
  const { org } = report([]);
  expect(fileName(report([], { org: { ...org, name: "Müller & Co. / EU" } }), "csv")).toBe(
    "limits-m-ller-co-eu-2026-11-21-1200Z.csv",
  );
  expect(fileName(report([], { readAt: null, org: { ...org, name: "…" } }), "json")).toBe(
    `limits-${org.id}.json`,
  );
});
