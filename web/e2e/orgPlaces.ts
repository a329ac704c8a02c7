import type { Page } from "@playwright/test";
import { openOrg, pass } from "./oneOrg";
import type { Place } from "./pages";
import { settled } from "./reaching";
import { setFault } from "./simulator";
import type { System } from "./system";
import { expect } from "./world";

/** The page of a watched org in its states. */
export const ORG_PLACES: readonly Place[] = [
  { name: "org-over", go: (page, system) => show(page, system, "over") },
  { name: "org-learning", go: (page, system) => show(page, system, "partial") },
  { name: "org-lost", go: (page, system) => broken(page, system, "missingPermission", /^Last good reading/) },
  { name: "org-refused", go: (page, system) => broken(page, system, "dailyLimitExceeded", /refuses API/) },
  { name: "org-silent", go: (page, system) => broken(page, system, "serverError", /^Last good reading/) },
];

async function show(page: Page, system: System, org: "over" | "partial"): Promise<void> {
  await openOrg(page, system, org);
  await settled(page);
}

/** Has an org fail from now on, until its page says so. */
async function broken(page: Page, system: System, fault: string, said: RegExp): Promise<void> {
  const id = await openOrg(page, system, "quiet");
  await setFault(system, id, { fault, at: "rest" });
  await expect(async () => {
    await pass(system, 5);
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await settled(page);
}
