import { describe, expect, test } from "vitest";
import { myDomain } from "./myDomain";

describe("a My Domain", () => {
  test.each([
    ["acme.my.salesforce.com", "acme.my.salesforce.com"],
    ["  ACME.My.Salesforce.com ", "acme.my.salesforce.com"],
    ["acme--uat.sandbox.my.salesforce.com", "acme--uat.sandbox.my.salesforce.com"],
    ["acme-dev-ed.develop.my.salesforce.com", "acme-dev-ed.develop.my.salesforce.com"],
    ["https://acme.my.salesforce.com/home/home.jsp?x=1#y", "acme.my.salesforce.com"],
    ["https://acme.my.salesforce.com:443", "acme.my.salesforce.com"],
    ["https://acme.lightning.force.com/lightning/page/home", "acme.my.salesforce.com"],
    ["acme--uat.sandbox.lightning.force.com", "acme--uat.sandbox.my.salesforce.com"],
    ["https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home", "acme.my.salesforce.com"],
    ["login.salesforce.com", "login.salesforce.com"],
    ["test", "test"],
  ])("%s is taken as %s", (text, host) => {
    expect(myDomain(text)).toEqual({ host });
  });

  test.each([
    ["acme", "acme.my.salesforce.com"],
    ["acme--uat", "acme--uat.sandbox.my.salesforce.com"],
  ])("its first word %s is completed", (text, host) => {
    expect(myDomain(text)).toEqual({ host });
  });

  test.each([
    ["", /^Enter your My Domain/],
    ["   ", /^Enter your My Domain/],
    ["ada@example.com", /username or an e-mail address/],
    ["na139.salesforce.com", /^na139\.salesforce\.com is Salesforce's, but no My Domain/],
    ["acme.elsewhere.my.salesforce.com", /but no My Domain/],
    ["example.com", /^That is not an address of Salesforce/],
    ["acme.my.salesforce.com.example.com", /^That is not an address of Salesforce/],
    ["evil.example/acme.my.salesforce.com", /^That is not an address of Salesforce/],
    ["acme.my.salesforce.com:8443", /^That is not an address of Salesforce/],
    ["-acme", /^That is not an address of Salesforce/],
    ["acme corp", /^That is not an address of Salesforce/],
    [`${"a".repeat(64)}.my.salesforce.com`, /but no My Domain/],
  ])("'%s' is refused, and the words say what to do", (text, words) => {
    const { error } = myDomain(text);
    expect(error).toMatch(words);
    expect(error).toMatch(/Copy it from the address bar of your org, or from Setup > My Domain\.$/);
  });
});
