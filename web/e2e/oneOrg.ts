import { expect, type Page } from "@playwright/test";
import { simulated } from "./simulator";
import type { System } from "./system";

/** The simulated orgs by their apps, which are what they are watched by. */
const APPS = {
  busy: ["northwind", "Northwind Freight"],
  over: ["overland", "Overland Outfitters"],
  partial: ["northwind--uat", "Northwind Freight UAT"],
  quiet: ["quietpines-dev-ed", "Quiet Pines Lab"],
} as const;

/** Watches one org by the local run's account, and shows its page once it has been read. Gives its id. */
export async function openOrg(page: Page, system: System, org: keyof typeof APPS): Promise<string> {
  const [domain, name] = APPS[org];
  const { id } = await simulated(system, name);
  await page.goto("/dev/fleet");
  await page.waitForURL("**/orgs");
  const added = await page.evaluate(add, {
    method: "clientCredentials",
    host: `${domain}.my.salesforce.com`,
    clientId: `3MVG9.simulated.${domain}`,
    clientSecret: `simulated-secret-${domain}`,
  });
  expect(added).toBe(201);
  // It is read in one of the next slots.
  await expect(async () => {
    await pass(system, 5);
    await expect.poll(() => isRead(page, id), { timeout: 4000 }).toBe(true);
  }).toPass({ timeout: 60_000 });
  await page.goto(`/orgs/${id}`);
  await expect(page.getByText(/^Updated /)).toBeVisible();
  return id;
}

/** Whether the page's account watches an org that has been read. */
export function isRead(page: Page, id: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const { orgs } = await (await fetch("/api/orgs")).json();
    return orgs.some(
      (each: { org: { id: string }; readAt?: string }) => each.org.id === wanted && each.readAt,
    );
  }, id);
}

/** Moves the clock of the whole system on, and with it everything that happens by it. */
export async function pass(system: System, minutes: number): Promise<void> {
  const answer = await fetch(`${system.url}/dev/clock?minutes=${minutes}`, { method: "POST" });
  expect(answer.status, await answer.text()).toBe(200);
}

// Inside of the page, whose cookies and origin it needs.
async function add(body: object): Promise<number> {
  const headers = { "content-type": "application/json" };
  return (await fetch("/api/orgs", { method: "POST", headers, body: JSON.stringify(body) })).status;
}
