import { describe, expect, it } from "vitest";
import { nextPage } from "./next";

const ORIGIN = "https://fm.example";

function next(value: string): string {
  return nextPage(`?next=${encodeURIComponent(value)}`, ORIGIN);
}

describe("the page after a login", () => {
  it("is the one that asked for it, with its query and fragment", () => {
    expect(next("/devices")).toBe("/devices");
    expect(next("/errors/8f?tab=why#frame-2")).toBe("/errors/8f?tab=why#frame-2");
  });

  it("is the account when none asked, or the login itself did", () => {
    for (const search of ["", "?next=", "?other=/devices"]) expect(nextPage(search, ORIGIN)).toBe("/account");
    for (const page of ["/login", "/login?next=/login", "/register", "/api/auth/me", "/auth/salesforce"])
      expect(next(page)).toBe("/account");
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "devices",
    "//",
    "/%00//evil.example/../..//evil.example",
  ])("is never one of somebody else: %j", (value) => {
    const page = next(value);
    expect(new URL(page, ORIGIN).origin).toBe(ORIGIN);
    expect(page).toMatch(/^\/(?!\/)/);
  });
});
