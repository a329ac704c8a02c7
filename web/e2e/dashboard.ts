import { expect, type Locator, type Page } from "@playwright/test";
import type { Report } from "../src/limits/words";
import { simulated } from "./simulator";
import type { System } from "./system";
import type { Way } from "./ways";

/** The simulated orgs, by what they are good for. */
export const STORIES = {
  busy: "Northwind Freight",
  quiet: "Quiet Pines Lab",
  noStorage: "Northwind Freight UAT",
  over: "Overland Outfitters",
} as const;

/** Connects an org, and waits for its first reading. */
export async function open(page: Page, way: Way, org: string): Promise<void> {
  await way.begin(page);
  await page.goto("/auth/salesforce?host=login");
  await way.check(page.getByRole("radio", { name: new RegExp(`^${org} \\(`) }));
  await way.press(page.getByRole("button", { name: "Approve" }));
  await page.waitForURL("**/dashboard");
  await expect(page.getByText(/^Updated /)).toBeVisible();
}

/** What the API answers to this browser. */
export async function reported(page: Page): Promise<Report> {
  return (await page.request.get("/api/limits?explain=true")).json();
}

/** The limits that are shown, by Salesforce's names, from top to bottom. */
export async function shown(page: Page): Promise<string[]> {
  // The list comes a moment after the answer above it.
  await expect(list(page)).toBeVisible();
  return page.locator("main code").allTextContents();
}

/** The row or the card of a limit. */
export function place(page: Page, name: string): Locator {
  return list(page)
    .locator("tr, li")
    .filter({
      has: page.locator("code", { hasText: new RegExp(`^${name}$`) }),
    });
}

function list(page: Page): Locator {
  return page.getByRole("region", { name: "List of limits" });
}

/** Has an org behave in another way from now on, or ends its access tokens. */
export async function change(system: System, org: string, act: "story" | "expire" | "clear", body = {}) {
  const { id } = await simulated(system, org);
  const answer = await fetch(`${system.simulator}/_sim/orgs/${id}/${act}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

/** Asks for readings until the page shows what is expected: Salesforce is asked every ten seconds at most. */
export async function refreshUntil(page: Page, way: Way, holds: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await way.press(page.getByRole("button", { name: "Refresh now" }));
    await holds();
  }).toPass({ timeout: 40_000 });
}
