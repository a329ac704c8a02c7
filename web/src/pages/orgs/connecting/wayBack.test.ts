import { expect, test } from "vitest";
import { pathIn } from "./wayBack";

const KEPT = JSON.stringify({ path: "/orgs/new?host=acme.my.salesforce.com", until: 1000 });

test("the way back is known until an approval cannot be finished any more", () => {
  expect(pathIn(KEPT, 999)).toBe("/orgs/new?host=acme.my.salesforce.com");
  expect(pathIn(KEPT, 1000)).toBeUndefined();
});

test("what is no page of watched orgs is no way back", () => {
  for (const path of ["https://evil.example/orgs/", "//evil.example", "/dashboard", 7, null]) {
    expect(pathIn(JSON.stringify({ path, until: 1000 }), 1), String(path)).toBeUndefined();
  }
  for (const kept of [null, "", "{", "null", "[]", "{}"])
    expect(pathIn(kept, 1), String(kept)).toBeUndefined();
});
