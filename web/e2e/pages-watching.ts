import type { Page } from "@playwright/test";
import type { Place } from "./pages";
import { ADDRESS, openAccount, PASSWORD } from "./person";
import { settled } from "./reaching";
import type { System } from "./system";
import { WATCHED, watch } from "./watched";
import { expect } from "./world";

/** What belongs to watching beside the pages of an org's limits: adding, the connection, links. */
export const WATCHING: readonly Place[] = [
  { name: "orgs-new", go: (page, system) => beginner(page, system, "/orgs/new") },
  { name: "orgs-new-by-app", go: (page, system) => beginner(page, system, "/orgs/new?by=app") },
  { name: "links-none", go: (page, system) => beginner(page, system, "/orgs/links") },
  { name: "account-without-orgs", go: (page, system) => beginner(page, system, "/account") },
  {
    name: "links-made",
    go: async (page, system) => {
      await watcher(page, system, "/orgs/links");
      await page.getByRole("textbox", { name: "Name" }).fill("Wall in the kitchen");
      await page.getByRole("button", { name: "Make the link" }).click();
      await expect(page.getByRole("heading", { name: /is ready$/ })).toBeVisible();
    },
  },
  { name: "connection-partial", go: (page, system) => watcher(page, system, "/orgs/ORG/connection") },
  {
    name: "connection-stopping",
    go: async (page, system) => {
      await watcher(page, system, "/orgs/ORG/connection");
      await page.getByRole("button", { name: "Stop watching…" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
];

/** Logs in somebody who watches nothing yet, and opens an address. */
async function beginner(page: Page, system: System, address: string): Promise<void> {
  await openAccount(system);
  await logInTo(page, address);
}

/** Logs in somebody who watches an org without its storage, and opens an address, in which ORG is its id. */
async function watcher(page: Page, system: System, address: string): Promise<void> {
  await openAccount(system);
  await logInTo(page, address.replace("ORG", await watch(system, WATCHED.partial)));
}

async function logInTo(page: Page, address: string): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent(address)}`);
  await page.getByLabel("E-mail address").fill(ADDRESS);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
  await settled(page);
}
