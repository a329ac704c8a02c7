import { expect, type Locator, type Page } from "@playwright/test";
import { setFault, simulated } from "./simulator";
import type { System } from "./system";

/** The simulated orgs, by what they are good for; each has an app of its own. */
export const FLEET = {
  over: ["overland", "Overland Outfitters"],
  full: ["brimful", "Brimful Storage Co"],
  sandbox: ["northwind--uat", "Northwind Freight UAT"],
  quiet: ["quietpines-dev-ed", "Quiet Pines Lab"],
} as const;

/** One of them. */
export type OrgName = keyof typeof FLEET;

/** Logs in as the account of the local run, which watches these orgs from then on, and has read them. */
export async function watch(page: Page, system: System, orgs: readonly OrgName[]): Promise<void> {
  await page.goto("/dev/fleet");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  for (const org of orgs) expect(await page.evaluate(add, appOf(org))).toBe(201);
  await readAnew(system, orgs, () => answeredOrgs(page));
  await page.reload();
  await expect(rows(page)).toHaveCount(orgs.length);
}

/** Moves the clock on by so many minutes, and with it everything that happens by it. */
export async function pass(system: System, minutes: number): Promise<void> {
  const answer = await fetch(`${system.url}/dev/clock?minutes=${minutes}`, { method: "POST" });
  expect(answer.status).toBe(200);
}

/** Lets polls come by until these orgs were read in the last minutes: their calls are spread over time. */
export async function readAnew(
  system: System,
  orgs: readonly OrgName[],
  ask: () => Promise<Answered[]>,
): Promise<void> {
  const names = orgs.map((org): string => FLEET[org][1]);
  const fresh = async () => {
    const found = (await ask()).filter(({ org }) => names.includes(org.name) || org.name === "An org");
    return found.filter(({ ageSeconds }) => ageSeconds !== null && ageSeconds < 300).length;
  };
  await expect(async () => {
    await pass(system, 5);
    await expect.poll(fresh, { timeout: 4000 }).toBeGreaterThanOrEqual(orgs.length);
  }).toPass({ timeout: 60_000 });
}

/** Has the operator watch orgs, and gives the token of a link to them. */
export async function share(system: System, orgs: readonly OrgName[], link: object = {}): Promise<string> {
  for (const org of orgs) await asOperator(system, "POST", "/api/orgs", appOf(org));
  await readAnew(system, orgs, async () => (await asOperator(system, "GET", "/api/orgs")).orgs);
  return (await asOperator(system, "POST", "/api/shares", { name: "TV", ...link })).token;
}

/**
 * Has Quiet Pines lose its connection and Brimful give no answers, until both were not read for a quarter of
 * an hour, while Overland and the sandbox are read on.
 */
export async function breakTwo(page: Page, system: System): Promise<void> {
  for (const [org, fault] of [
    ["quiet", "missingPermission"],
    ["full", "serverError"],
  ] as const) {
    await setFault(system, (await simulated(system, FLEET[org][1])).id, { fault, at: "rest" });
  }
  await pass(system, 15);
  await readAnew(system, ["sandbox", "over"], () => answeredOrgs(page));
}

/** Asks the API by the operator's token. */
export async function asOperator(system: System, method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${system.opsToken}`, "content-type": "application/json" };
  const answer = await fetch(system.url + path, {
    method,
    headers,
    body: body ? JSON.stringify(body) : null,
  });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return answer.status === 204 ? undefined : answer.json();
}

/** What the page's account is answered, with another access token if the clock has ended the last one. */
export function answeredOrgs(page: Page): Promise<Answered[]> {
  return page.evaluate(async () => {
    const answer = await fetch("/api/orgs");
    if (answer.ok) return (await answer.json()).orgs;
    await fetch("/api/auth/refresh", { method: "POST" });
    return (await (await fetch("/api/orgs")).json()).orgs;
  });
}

/** The rows of the list, from top to bottom. */
export function rows(page: Page): Locator {
  return page.getByRole("region", { name: "List of orgs" }).locator("li:has([data-org])");
}

/** The names of the orgs that are shown, from top to bottom. */
export function shownOrgs(page: Page): Promise<string[]> {
  return rows(page).locator("[data-org] > span > span:last-child").allTextContents();
}

type Answered = { org: { id: string; name: string }; ageSeconds: number | null };

function appOf(org: OrgName): object {
  const [domain] = FLEET[org];
  return {
    method: "clientCredentials",
    host: `${domain}.my.salesforce.com`,
    clientId: `3MVG9.simulated.${domain}`,
    clientSecret: `simulated-secret-${domain}`,
  };
}

// Inside of the page, whose cookies and origin it needs.
async function add(body: object): Promise<number> {
  const headers = { "content-type": "application/json" };
  return (await fetch("/api/orgs", { method: "POST", headers, body: JSON.stringify(body) })).status;
}
