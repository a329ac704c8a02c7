import type { Locator, Page } from "@playwright/test";
import { post } from "./person";
import type { System } from "./system";
import { connect as approve, expect } from "./world";

export { approve };

/** Goes to an address, and waits for the page. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await settled(page);
}

/** The page's own heading stands there, and nothing is being waited for. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1, dialog[open] h2").first()).toBeVisible();
  await expect(page.locator(".animate-late")).toHaveCount(0);
}

/** Connects the busy org by the demo. */
export async function demo(page: Page): Promise<void> {
  await page.goto("/auth/salesforce?demo=true");
  await page.waitForURL("**/dashboard");
}

/** Connects an org, and waits for its limits. */
export async function connect(page: Page, org: string): Promise<void> {
  await approve(page, org);
  await settled(page);
  await expect(page.getByRole("button", { name: "Refresh now" })).toBeVisible();
}

/** Salesforce is asked every ten seconds at most, so that a new reading may need more than one attempt. */
export async function refreshUntil(page: Page, sign: Locator): Promise<void> {
  await expect(async () => {
    if (!(await sign.isVisible())) await page.getByRole("button", { name: "Refresh now" }).click();
    await expect(sign).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
}

/** Shows the errors by the operator's token. */
export async function errors(page: Page, system: System): Promise<void> {
  await open(page, "/errors");
  await page.getByLabel("Operator’s token").fill(system.opsToken);
  await page.getByRole("button", { name: "Show errors" }).click();
  await expect(page.getByRole("button", { name: "Refresh" })).toBeVisible();
  await settled(page);
}

/** Two groups of errors, one of them with a stack. */
export async function report(system: System): Promise<void> {
  const stack = "TypeError: cart is undefined\n    at total (https://shop.example/app.js:10:15)";
  const error = { message: "TypeError: cart is undefined", stack, source: "checkout", severity: "error" };
  expect((await post(system, "/api/errors/log", error)).status).toBe(202);
  const warning = { message: "The queue is nearly full", source: "queue", severity: "warning" };
  expect((await post(system, "/api/errors/log", warning)).status).toBe(202);
}
