import { test as base, expect, type Page } from "@playwright/test";
import { type System, start } from "./system";

export { expect };

/**
 * Each test has a system of its own, and a page that must stay clean: no error in the console, no violation
 * of the policy, no request to anybody but this system.
 */
export const test = base.extend<{ system: System; complaints: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from the pattern.
  system: async ({}, use) => {
    const system = await start();
    await use(system);
    await system.stop();
  },
  baseURL: async ({ system }, use) => use(system.url),
  complaints: async ({ context, system }, use) => {
    const complaints: string[] = [];
    context.on("console", (message) => {
      const isBad = ["error", "warning"].includes(message.type());
      if (isBad && !isExpected(message.text())) complaints.push(message.text());
    });
    context.on("weberror", (error) => complaints.push(error.error().message));
    context.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOurs = [system.url, system.simulator].includes(origin);
      if (!isOurs && protocol.startsWith("http")) complaints.push(`a foreign request: ${request.url()}`);
    });
    await use(complaints);
  },
  page: async ({ page, complaints }, use) => {
    await use(page);
    expect(complaints).toEqual([]);
  },
});

/**
 * Refusals that the page handles, and a network that a test has cut, are written there by the browser
 * itself.
 */
function isExpected(text: string): boolean {
  return /^Failed to load resource: (the server responded with a status of (4\d\d|503)|net::ERR_INTERNET_DISC)/.test(
    text,
  );
}

/** The simulated orgs, by what they are in the tests. */
export const ORGS = { busy: "Northwind Freight" } as const;

/** Connects an org as a person does: by the landing page, Salesforce's approval, and back. */
export async function connect(page: Page, org: string = ORGS.busy): Promise<void> {
  await page.goto("/auth/salesforce?host=login");
  await page.getByRole("radio", { name: `${org} (` }).check();
  await page.getByRole("button", { name: "Approve" }).click();
  await page.waitForURL("**/dashboard");
}
