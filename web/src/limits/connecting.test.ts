import { expect, test, vi } from "vitest";

vi.mock("@/app/base", () => ({ BASE: "/prod" }));
const { connectHref, hostOf } = await import("./connecting");

test("connecting begins below the stage", () => {
  expect(connectHref("login")).toBe("/prod/auth/salesforce?host=login");
});

test("an org is connected again by its own address, or by the login of its kind", () => {
  const acme = "https://acme.my.salesforce.com";
  expect(hostOf({ instanceUrl: acme, kind: "production" })).toBe("acme.my.salesforce.com");
  expect(hostOf({ instanceUrl: "https://na139.salesforce.com", kind: "production" })).toBe("login");
  expect(hostOf({ instanceUrl: "https://cs1.salesforce.com", kind: "sandbox" })).toBe("test");
});
