import type { Browser, Page } from "@playwright/test";
import { examination } from "./axe";
import { logIn, logInElsewhere, openAccount } from "./person";
import type { System } from "./system";
import { asked, copied, WATCHED, watch } from "./watched";
import { WAYS } from "./ways";
import { expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 240_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(async ({ page, system, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await way.begin(page);
      await openAccount(system);
    });

    test("a link shows one org to whoever has it, until it is revoked", async ({ page, system, browser }) => {
      const org = await watch(system, WATCHED.busy);
      await watch(system, WATCHED.quiet);
      await logIn(page, way, "/orgs/links");
      await expect(page.getByText("No link is good at present")).toBeVisible();
      await page.goto(`/orgs/links?org=${org}`);
      await expect(page.getByLabel("Shows")).toHaveValue(org);
      const name = page.getByRole("textbox", { name: "Name" });
      await way.press(page.getByRole("button", { name: "Make the link" }));
      await expect(name).toBeFocused();
      await expect(name).toHaveAccessibleDescription(/Enter a name/);
      await examine(page);
      await way.fill(name, "Freight desk");
      await way.choose(page.getByLabel("Good for"), "7 days");
      await way.press(page.getByRole("button", { name: "Make the link" }));
      await expect(page.getByRole("heading", { name: "The link “Freight desk” is ready" })).toBeFocused();
      await way.press(page.getByRole("button", { name: "Copy for people" }));
      await expect(page.getByText("Copied", { exact: true })).toBeVisible();
      const link = await copied(page);
      expect(link).toMatch(/\/share#fm_share_[\w-]{43}$/);
      await examine(page);
      await way.press(page.getByRole("button", { name: "I have kept it" }));
      await expect(page.getByRole("heading", { name: "1 link" })).toBeFocused();
      await expect(page.getByText(link.split("#")[1] ?? "")).toHaveCount(0);
      await expect(page.getByRole("listitem")).toContainText("Ends in");

      const guest = await stranger(browser, system);
      await guest.goto(link);
      await expect(guest.getByRole("main")).toContainText("Northwind Freight");
      await expect(guest.getByText("Quiet Pines Lab")).toHaveCount(0);
      expect(guest.url()).not.toContain("fm_share_");

      const revoke = page.getByRole("button", { name: "Revoke Freight desk" });
      await way.press(revoke);
      await expect(page.getByRole("dialog", { name: "Revoke “Freight desk”?" })).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("button", { name: "Cancel" }));
      await expect(revoke).toBeFocused();
      await way.press(revoke);
      await way.press(page.getByRole("button", { name: "Revoke the link" }));
      await expect(page.getByText("The link “Freight desk” shows nothing any more.")).toBeFocused();
      await expect(page.getByRole("listitem")).toHaveCount(0);

      await guest.reload();
      await expect(guest.getByRole("heading", { level: 1, name: "This link shows nothing" })).toBeVisible();
      await guest.context().close();
    });

    test("a masked link to all orgs names none of them, and Prometheus reads by its text", async ({
      page,
      system,
      browser,
    }) => {
      await watch(system, WATCHED.busy);
      await watch(system, WATCHED.quiet);
      await logIn(page, way, "/orgs/links");
      await way.fill(page.getByRole("textbox", { name: "Name" }), "Status page");
      await way.choose(page.getByLabel("Good for"), "1 year");
      const masked = page.getByRole("checkbox");
      if (way.name === "by keyboard alone") {
        await page.keyboard.press("Tab");
        await expect(masked).toBeFocused();
        await page.keyboard.press("Space");
      } else await masked.check();
      await expect(masked).toBeChecked();
      await way.press(page.getByRole("button", { name: "Make the link" }));
      await way.press(page.getByRole("button", { name: "Copy for Prometheus" }));
      await expect(page.getByText("Copied", { exact: true })).toBeVisible();
      const scrape = await copied(page);
      expect(scrape).toContain("scheme: http\n");
      const token = /credentials: (fm_share_[\w-]+)/.exec(scrape)?.[1];
      const metrics = await fetch(`${system.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
      expect(metrics.status).toBe(200);
      await way.press(page.getByRole("button", { name: "I have kept it" }));
      await expect(page.getByRole("listitem")).toContainText("All orgs, names hidden");

      const guest = await stranger(browser, system);
      await guest.goto(`/share#${token}`);
      await expect(guest.getByRole("main")).toContainText("An org");
      await expect(guest.getByText("Northwind")).toHaveCount(0);
      await guest.context().close();
    });
  });
}

test("whoever watches nothing is led to watching first", async ({ page, system }) => {
  await openAccount(system);
  await logIn(page, WAYS[0] as (typeof WAYS)[number], "/orgs/links");
  await expect(page.getByText("There is nothing to show yet")).toBeVisible();
  await page.getByRole("link", { name: "Watch an org" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Watch an org" })).toBeVisible();
});

test("at a hundred links the page says so, and one that is revoked makes room", async ({ page, system }) => {
  await openAccount(system);
  await watch(system, WATCHED.quiet);
  const headers = {
    authorization: `Bearer ${await logInElsewhere(system)}`,
    "content-type": "application/json",
  };
  for (let made = 0; made < 100; made++) {
    const body = JSON.stringify({ name: `Link ${made}`, days: 1 });
    expect((await fetch(`${system.url}/api/shares`, { method: "POST", headers, body })).status).toBe(201);
  }
  await logIn(page, WAYS[0] as (typeof WAYS)[number], "/orgs/links");
  await expect(page.getByText("There are 100 links, and more there cannot be.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make the link" })).toHaveCount(0);
  await page.getByRole("button", { name: "Revoke Link 7", exact: true }).click();
  await page.getByRole("button", { name: "Revoke the link" }).click();
  await expect(page.getByRole("button", { name: "Make the link" })).toBeVisible();
  expect((await (await asked(system, "GET", "/api/shares")).json()).shares).toHaveLength(99);
});

/** A browser in which nobody is logged in. */
async function stranger(browser: Browser, system: System): Promise<Page> {
  return (await browser.newContext({ baseURL: system.url })).newPage();
}
