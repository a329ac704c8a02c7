import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, type Response } from "@playwright/test";
import type { components } from "../src/generated/api";
import { type System, start } from "./system";
import { test as base } from "./world";

/** What the API answers of one limit over a time. */
export type History = components["schemas"]["History"];

/** Some of the simulated orgs, by what they are good for. */
export const ORGS = {
  busy: "00D1t0000008BzYEAU",
  filling: "00D7Q000009FiUpUAK",
  over: "00D3h000002OvRrEAK",
} as const;

/**
 * As in all journeys, but with five orgs whose past is known. It takes long to write, so that all tests of a
 * worker share one system: they only look at it.
 */
export const test = base.extend<object, { fleet: System }>({
  fleet: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from the pattern.
    async ({}, use) => {
      const system = await start({ history: true });
      await watched(system);
      await use(system);
      await system.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  system: async ({ fleet }, use) => use(fleet),
});

/** Logs in as whoever watches all simulated orgs. */
export async function logInToFleet(page: Page): Promise<void> {
  await page.goto("/dev/fleet");
  await page.waitForURL((url) => url.pathname === "/orgs");
}

/** Waits until the past of all orgs is there: only then they are watched. */
async function watched({ url }: System): Promise<void> {
  const login = await fetch(`${url}/dev/fleet`, { redirect: "manual" });
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const number = async () =>
    (await (await fetch(`${url}/api/orgs`, { headers: { cookie } })).json()).orgs?.length;
  await expect.poll(number, { message: "the orgs are watched", timeout: 280_000 }).toBe(5);
}

/** Opens a page of a limit, and gives the answer that it shows. */
export async function openHistory(page: Page, address: string): Promise<History> {
  const answer = page.waitForResponse(isHistory);
  await page.goto(address);
  return (await answer).json();
}

/** Does something that shows another time, and gives the answer that is shown then. */
export async function shownAfter(page: Page, act: () => Promise<void>): Promise<History> {
  const answer = page.waitForResponse(isHistory);
  await act();
  return (await answer).json();
}

/** The chart, which is one stop of the Tab key. */
export function chartOf(page: Page): Locator {
  return page.getByRole("slider");
}

/** The rows of the table as it is now: when, and the numbers of each. */
export function rowsOf(page: Page): Promise<{ at: number; used: number | null; max: number | null }[]> {
  return page
    .getByRole("region", { name: "Readings" })
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => {
        const [used, max] = [...row.querySelectorAll("td")].map((cell) => {
          const digits = cell.textContent?.replaceAll(/[^\d-]/g, "");
          return digits ? Number(digits) : null;
        });
        const at = Date.parse(row.querySelector("time")?.dateTime ?? "") / 1000;
        return { at, used: used ?? null, max: max ?? null };
      }),
    );
}

/** The readings of an answer, the newest first, as they are compared with a table's rows. */
export function readingsOf({ at, used, max }: History) {
  return at.map((each, index) => ({ at: each, used: used[index], max: max[index] })).reverse();
}

/** What a button has the browser keep. */
export async function keptBy(
  page: Page,
  press: () => Promise<void>,
): Promise<{ name: string; content: Buffer }> {
  const begun = page.waitForEvent("download");
  await press();
  const download = await begun;
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

/** The answer that the chart shows reaches up to now; what it is compared with has an end. */
function isHistory(response: Response): boolean {
  const url = new URL(response.url());
  const isCsv = response.request().headers().accept === "text/csv";
  return url.pathname.endsWith("/history") && !url.searchParams.has("to") && response.ok() && !isCsv;
}
