import type { Browser, Page } from "@playwright/test";
import { examination } from "./axe";
import { logIn, logInElsewhere, logInHere, OTHER, openAccount, PASSWORD, statusOf } from "./person";
import { WAYS } from "./ways";
import { expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 180_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(async ({ page, system }) => {
      await way.begin(page);
      await openAccount(system);
    });

    test("another browser is logged out by its owner, who is asked first, and comes to the login", async ({
      page,
      system,
      browser,
    }) => {
      const other = await anotherBrowser(browser, system.url);
      await logIn(other, way, "/account");
      await logIn(page, way, "/devices");
      await expect(page.getByRole("listitem")).toHaveCount(2);
      const end = page.getByRole("button", { name: "Log out Chrome on Linux" });
      await way.press(end);
      await expect(page.getByRole("dialog", { name: "Log out Chrome on Linux?" })).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("button", { name: "Cancel" }));
      await expect(end).toBeFocused();
      await way.press(end);
      await way.press(page.getByRole("dialog").getByRole("button", { name: "Log out", exact: true }));
      const news = page.getByText("Chrome on Linux: logged out.");
      await expect(news).toBeFocused();
      await expect(page.getByRole("listitem")).toHaveCount(1);
      await examine(page);

      await way.press(other.getByRole("link", { name: "Devices" }));
      await expect(other.getByRole("heading", { name: "Log in" })).toBeVisible();
      await expect(other.getByText("Log in to go on.")).toBeVisible();
      await logInHere(other, way);
      await expect(other.getByRole("heading", { name: "Devices" })).toBeVisible();
      await other.context().close();
    });

    test("all other devices are logged out at once, and this one stays", async ({ page, system }) => {
      const others = [await logInElsewhere(system), await logInElsewhere(system)];
      await logIn(page, way, "/devices");
      await expect(page.getByRole("listitem")).toHaveCount(3);
      await way.press(page.getByRole("button", { name: "Log out all others" }));
      await examine(page);
      await way.press(page.getByRole("dialog").getByRole("button", { name: "Log out", exact: true }));
      await expect(page.getByText("All other devices: logged out.")).toBeFocused();
      await expect(page.getByRole("listitem")).toHaveCount(1);
      await expect(page.getByRole("button", { name: "Log out all others" })).toHaveCount(0);
      for (const token of others) expect(await statusOf(system, token)).toBe(401);
      await page.reload();
      await expect(page.getByText("This device")).toBeVisible();
    });

    test("whoever has to log in on the way comes back to the page that was meant", async ({ page }) => {
      await page.goto("/devices");
      await expect(page).toHaveURL(/\/login\?next=%2Fdevices$/);
      await examine(page);
      await logInHere(page, way);
      await expect(page.getByRole("heading", { name: "Devices" })).toBeVisible();
      await page.context().clearCookies();
      await way.press(page.getByRole("main").getByRole("link", { name: "Your account" }));
      await way.fill(page.getByLabel("Present password", { exact: true }), PASSWORD);
      await way.fill(page.getByLabel("New password", { exact: true }), OTHER);
      await way.press(page.getByRole("button", { name: "Change the password" }));
      await expect(page.getByText("Log in to go on.")).toBeVisible();
      await logInHere(page, way);
      await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
    });

    test("a page of somebody else is never where a login leads", async ({ page, system }) => {
      await page.goto("/login?next=//evil.example/");
      await logInHere(page, way);
      await expect(page).toHaveURL(`${system.url}/account`);
    });
  });
}

async function anotherBrowser(browser: Browser, baseURL: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  return page;
}
