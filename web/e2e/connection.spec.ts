import type { Page } from "@playwright/test";
import { examination } from "./axe";
import { explained } from "./causes";
import { logIn, openAccount } from "./person";
import { setFault } from "./simulator";
import type { System } from "./system";
import {
  appOf,
  approve,
  approveThere,
  asked,
  copied,
  forward,
  heading,
  openConnection,
  orgHere,
  readOnce,
  WATCHED,
  watch,
} from "./watched";
import { WAYS, type Way } from "./ways";
import { expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 240_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(async ({ page, system }) => {
      await way.begin(page);
      await openAccount(system);
    });

    test("a permission that is missing is named, with a request that can be copied or mailed", async ({
      page,
      system,
      context,
    }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const org = await watch(system, WATCHED.partial);
      await logIn(page, way, `/orgs/${org}/connection`);
      await expect(
        page.getByText("Data and file storage: not readable, it takes Manage Users"),
      ).toBeVisible();
      const text = await page.locator("blockquote").textContent();
      expect(text).toContain('Setup > Permission Sets > New, System Permissions, tick "Manage Users"');
      await way.press(page.getByRole("button", { name: "Copy the text" }));
      await expect(page.getByText("Copied", { exact: true })).toBeVisible();
      expect(await copied(page)).toBe(text);
      const mail = await page.getByRole("link", { name: "Write a mail" }).getAttribute("href");
      expect(new URL(mail ?? "").searchParams.get("body")).toBe(text);
      await examine(page);
    });

    test("a connection that is lost says since when, why and what to do, and is made again in place", async ({
      page,
      system,
    }) => {
      await logIn(page, way, "/orgs/new");
      await way.press(page.getByRole("button", { name: "Watch a production org" }));
      await approve(page, way, WATCHED.busy.name);
      const org = await orgHere(page);
      await readOnce(system, org);
      await loseAtFaultPage(page, system, way);
      await expect(async () => {
        await forward(system, 3);
        await page.goto(`/orgs/${org}/connection`);
        await expect(heading(page, "The connection is lost")).toBeVisible({ timeout: 2000 });
      }).toPass({ timeout: 60_000 });
      await expect(page.getByText("because its approval was revoked or has expired")).toBeVisible();
      await expect(page.getByText("Only connecting the org again brings the readings back")).toBeVisible();
      await examine(page);
      await setFault(system, org, { fault: "userDenies", at: "authorize" });
      await way.press(page.getByRole("button", { name: "Connect again at Salesforce" }));
      await approveThere(page, way, WATCHED.busy.name);
      await explained(page, "denied");
      await way.press(page.getByRole("link", { name: "Back to the org’s connection" }));
      await expect(heading(page, "The connection is lost")).toBeVisible();
      await change(system, org, "clear");
      await way.press(page.getByRole("button", { name: "Connect again at Salesforce" }));
      await approve(page, way, WATCHED.busy.name);
      await readOnce(system, org);
      await openConnection(page, way, org);
      await expect(heading(page, "The connection works")).toBeVisible();
    });

    test("an org's own app that Salesforce refuses is connected again by its key and its secret", async ({
      page,
      system,
    }) => {
      const org = await watch(system, WATCHED.busy);
      await readOnce(system, org);
      const description = "invalid client credentials";
      await setFault(system, org, { fault: "oauthError", at: "token", error: "invalid_client", description });
      await change(system, org, "expire");
      await logIn(page, way, `/orgs/${org}/connection`);
      await expect(async () => {
        await forward(system, 3);
        await page.reload();
        await expect(heading(page, "The connection is lost")).toBeVisible({ timeout: 2000 });
      }).toPass({ timeout: 60_000 });
      await expect(page.getByText("because the app's key or secret is wrong")).toBeVisible();
      const app = appOf(WATCHED.busy);
      await way.fill(page.getByLabel("My Domain of the org"), app.host);
      await way.fill(page.getByLabel("Consumer key"), app.clientId);
      await way.fill(page.getByLabel("Consumer secret", { exact: true }), app.clientSecret);
      await way.press(page.getByRole("button", { name: "Connect again" }));
      await expect(page.getByRole("alert")).toContainText("Salesforce says");
      await examine(page);
      await change(system, org, "clear");
      await way.press(page.getByRole("button", { name: "Connect again" }));
      await orgHere(page);
      await readOnce(system, org);
      await openConnection(page, way, org);
      await expect(heading(page, "The connection works")).toBeVisible();
    });

    test("an org that is not to be watched any more is asked for twice, and gone", async ({
      page,
      system,
    }) => {
      const org = await watch(system, WATCHED.quiet);
      await logIn(page, way, `/orgs/${org}/connection`);
      const stop = page.getByRole("button", { name: "Stop watching…" });
      await way.press(stop);
      await expect(page.getByRole("dialog", { name: "Stop watching Quiet Pines Lab?" })).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("button", { name: "Keep watching" }));
      await expect(stop).toBeFocused();
      await way.press(stop);
      await way.press(page.getByRole("button", { name: "Stop watching and erase" }));
      await expect(page).toHaveURL(`${system.url}/orgs`);
      await expect(page.getByText("Quiet Pines Lab is not watched any more.")).toBeVisible();
      expect((await (await asked(system, "GET", "/api/orgs")).json()).orgs).toEqual([]);
      await page.goto(`/orgs/${org}/connection`);
      await expect(heading(page, "This org is not watched")).toBeVisible();

      await page.goto("/orgs/new?by=app");
      const app = appOf(WATCHED.quiet);
      await way.fill(page.getByLabel("My Domain of the org"), app.host);
      await way.fill(page.getByLabel("Consumer key"), app.clientId);
      await way.fill(page.getByLabel("Consumer secret", { exact: true }), app.clientSecret);
      await way.press(page.getByRole("button", { name: "Watch this org" }));
      await expect(page.getByRole("alert")).toHaveText(
        /is being erased right now\. Add it again in two minutes/,
      );
      await expect(page.getByLabel("Consumer key")).toHaveValue(app.clientId);
    });
  });
}

/** Has Salesforce take the approval back, by hand at the simulator's own page. */
async function loseAtFaultPage(page: Page, system: System, way: Way): Promise<void> {
  await page.goto(`${system.simulator}/_sim`);
  const row = page.getByRole("row").filter({ hasText: "bo@northwind.example" });
  await way.choose(row.locator("select[name=fault]"), "oauthError");
  await way.choose(row.locator("select[name=at]"), "token");
  await way.choose(row.locator("select[name=error]"), "invalid_grant");
  await way.press(row.getByRole("button", { name: "Set", exact: true }).last());
  await expect(row.getByText('"fault":"oauthError"')).toBeVisible();
  await way.press(row.getByRole("button", { name: "Expire access tokens" }));
  await expect(row.getByText('"fault":"oauthError"')).toBeVisible();
}

/** Ends an org's access tokens, or all of its faults. */
async function change(system: System, org: string, act: "expire" | "clear"): Promise<void> {
  const answer = await fetch(`${system.simulator}/_sim/orgs/${org}/${act}`, { method: "POST" });
  expect(answer.ok).toBe(true);
}
