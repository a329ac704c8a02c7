import { expect, type Page } from "@playwright/test";
import { examination } from "./axe";
import { logInElsewhere, openAccount } from "./person";
import type { System } from "./system";
import type { Way } from "./ways";

/** An org that the account watches, and the account's access token for asking as a program does. */
export type Watched = { org: string; token: string };

/** Opens an account that watches a simulated org: the one that is over its limits unless another is named. */
export async function watching(system: System, domain = "overland"): Promise<Watched> {
  await openAccount(system);
  const token = await logInElsewhere(system);
  const answer = await fetch(`${system.url}/api/orgs`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      method: "clientCredentials",
      host: `${domain}.my.salesforce.com`,
      clientId: `3MVG9.simulated.${domain}`,
      clientSecret: `simulated-secret-${domain}`,
    }),
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  return { org: (await answer.json()).org.id, token };
}

/** What the API says of an org's alerts. */
export async function alertsOf(system: System, watched: Watched) {
  const ask = () => {
    const headers = { authorization: `Bearer ${watched.token}` };
    return fetch(`${system.url}/api/orgs/${watched.org}/alerts`, { headers });
  };
  let answer = await ask();
  // Time passes faster than a token lasts.
  if (answer.status === 401) {
    watched.token = await logInElsewhere(system);
    answer = await ask();
  }
  expect(answer.status).toBe(200);
  return answer.json();
}

/** Lets the system's time pass, reading by reading, until the org has alerts that are open. */
export async function untilOpen(system: System, watched: Watched, limit?: string): Promise<void> {
  const isOpen = async () => {
    const { open } = await alertsOf(system, watched);
    if (open.some((alert: { limit?: string }) => !limit || alert.limit === limit)) return true;
    await fetch(`${system.url}/dev/clock?minutes=5`, { method: "POST" });
    return false;
  };
  await expect.poll(isOpen, { intervals: [1500], timeout: 60_000 }).toBe(true);
}

/** Examines a long page from its top: what is half below the bar that stays there counts as too small. */
export function examiningFromTop(way: Way): (page: Page) => Promise<void> {
  const examine = examination(way);
  return async (page) => {
    await page.evaluate(() => window.scrollTo(0, 0));
    await examine(page);
  };
}
