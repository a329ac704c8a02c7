import { expect, type Locator, type Page } from "@playwright/test";
import { logInElsewhere } from "./person";
import type { System } from "./system";
import type { Way } from "./ways";

/** A simulated org: its name, and the first word of its own host, which its app is named after. */
export const WATCHED = {
  busy: { name: "Northwind Freight", domain: "northwind" },
  partial: { name: "Northwind Freight UAT", domain: "northwind--uat" },
  quiet: { name: "Quiet Pines Lab", domain: "quietpines-dev-ed" },
} as const;
/** One of them. */
export type Simulated = (typeof WATCHED)[keyof typeof WATCHED];

/** The key and the secret of the app that an org has of its own. */
export function appOf({ domain }: Simulated): { host: string; clientId: string; clientSecret: string } {
  return {
    host: `${domain}.my.salesforce.com`,
    clientId: `3MVG9.simulated.${domain}`,
    clientSecret: `simulated-secret-${domain}`,
  };
}

/** Has the account watch an org without a browser, and gives the org's id. */
export async function watch(system: System, org: Simulated): Promise<string> {
  const answer = await asked(system, "POST", "/api/orgs", { method: "clientCredentials", ...appOf(org) });
  expect(answer.status).toBe(201);
  return (await answer.json()).org.id;
}

/** Asks the API as a program of the account's. */
export async function asked(system: System, method: string, path: string, body?: object): Promise<Response> {
  const headers = {
    authorization: `Bearer ${await logInElsewhere(system)}`,
    "content-type": "application/json",
  };
  return fetch(system.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

/** When an org was last read; null if it never was. */
async function readAt(system: System, org: string): Promise<string | null> {
  const { orgs } = await (await asked(system, "GET", "/api/orgs")).json();
  return orgs.find((each: { org: { id: string } }) => each.org.id === org)?.readAt ?? null;
}

/** Moves the clock of the whole system forward. */
export async function forward(system: System, minutes: number): Promise<void> {
  const answer = await fetch(`${system.url}/dev/clock?minutes=${minutes}`, { method: "POST" });
  expect(answer.ok, await answer.text()).toBe(true);
}

/** Moves the clock until the org has been read once more: each has its own minute of every five. */
export async function readOnce(system: System, org: string): Promise<void> {
  const before = await readAt(system, org);
  await expect(async () => {
    await forward(system, 3);
    await expect.poll(() => readAt(system, org), { timeout: 3000 }).not.toBe(before);
  }).toPass({ timeout: 60_000 });
}

/** What has been copied last. */
export function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The page's own heading. */
export function heading(page: Page, name: string): Locator {
  return page.getByRole("heading", { level: 1, name, exact: true });
}

/** Approves at Salesforce, and comes back to the org. */
export async function approve(page: Page, way: Way, org: string): Promise<void> {
  await approveThere(page, way, org);
  await page.waitForURL(/\/orgs\/00D\w+$/);
}

/** Approves at Salesforce, whatever comes of it. */
export async function approveThere(page: Page, way: Way, org: string): Promise<void> {
  await way.check(page.getByRole("radio", { name: `${org} (` }));
  await way.press(page.getByRole("button", { name: "Approve" }));
}

/** The id of the org whose page is shown. */
export async function orgHere(page: Page): Promise<string> {
  await page.waitForURL(/\/orgs\/00D\w+$/);
  return new URL(page.url()).pathname.replace("/orgs/", "");
}

/** Goes to the page of an org's connection by way of the org. */
export async function openConnection(page: Page, way: Way, org: string): Promise<void> {
  await page.goto(`/orgs/${org}`);
  await way.press(page.getByRole("navigation", { name: "Pages of the org" }).getByText("Connection"));
  await page.waitForURL(`**/orgs/${org}/connection`);
}
