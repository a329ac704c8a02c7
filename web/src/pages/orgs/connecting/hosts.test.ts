import { expect, test } from "vitest";
import { knownDomain, ownHost } from "./hosts";

test("an org's own app is reached at the org's My Domain, however it is written", () => {
  for (const text of [
    "acme",
    "https://acme.lightning.force.com/lightning/page/home",
    "acme.my.salesforce.com",
  ]) {
    expect(ownHost(text), text).toEqual({ host: "acme.my.salesforce.com" });
  }
});

test("the general logins are refused before Salesforce refuses them", () => {
  for (const text of ["login", "test", "https://login.salesforce.com/", "test.salesforce.com"]) {
    expect(ownHost(text).error, text).toMatch(/^The general logins/);
  }
});

test("what is wrong with any other address is said as elsewhere", () => {
  expect(ownHost("ada@example.com").error).toMatch(/^That is a username/);
});

test("a My Domain is known from an instance's address, and nothing else is taken for one", () => {
  expect(knownDomain("https://acme--uat.sandbox.my.salesforce.com")).toBe(
    "acme--uat.sandbox.my.salesforce.com",
  );
  for (const url of ["https://eu44.salesforce.com", "http://127.0.0.1:4000", "", "acme"]) {
    expect(knownDomain(url), url).toBe("");
  }
});
