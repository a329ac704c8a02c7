import type { Page } from "@playwright/test";
import type { Place } from "./pages";
import { open, settled } from "./reaching";
import type { System } from "./system";
import { expect } from "./world";

/** The org that is watched, by the app that may read it. */
const ORG = { id: "00D1t0000008BzYEAU", domain: "northwind" } as const;

const LIMITS = `/orgs/${ORG.id}/limits`;

/** The page of one limit in its states; of an org that has just been read for the first time. */
export const LIMIT: readonly Place[] = [
  place("limit", `${LIMITS}/DailyApiRequests`),
  place("limit-closer", `${LIMITS}/DailyAsyncApexExecutions?scale=close&week=1&range=7d`),
  place("limit-not-in-use", `${LIMITS}/CdpAiInferenceApiMonthlyLimit`),
  place("limit-no-readings", `${LIMITS}/DailyApiRequests?range=6h&to=2026-01-01T00:00:00Z`),
  place("limit-unknown", `${LIMITS}/NoSuchLimit`),
];

function place(name: string, path: string): Place {
  return {
    name,
    go: async (page, system) => {
      await watch(page, system);
      await open(page, path);
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      await settled(page);
    },
  };
}

/** Logs in to the demo's account, has it watch an org, and waits for the first reading. */
async function watch(page: Page, system: System): Promise<void> {
  await page.goto("/dev/fleet");
  await page.waitForURL((url) => url.pathname === "/orgs");
  const data = {
    method: "clientCredentials",
    host: `${ORG.domain}.my.salesforce.com`,
    clientId: `3MVG9.simulated.${ORG.domain}`,
    clientSecret: `simulated-secret-${ORG.domain}`,
  };
  // As the page itself would send it.
  const headers = { "sec-fetch-site": "same-origin" };
  const answer = await page.request.post(`${system.url}/api/orgs`, { headers, data });
  expect(answer.status(), await answer.text()).toBe(201);
  const readAt = async () => (await (await page.request.get("/api/orgs")).json()).orgs?.[0]?.readAt;
  // The next slot asks for the reading, and its turn comes within another one; the login lasts for three.
  await expect(async () => {
    await page.request.post(`${system.url}/dev/clock?minutes=5`);
    await expect.poll(readAt, { message: "the org has been read", timeout: 6_000 }).toBeTruthy();
  }).toPass({ timeout: 25_000 });
}
