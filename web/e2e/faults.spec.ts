import { examination } from "./axe";
import { ADDRESS, breakTable, openAccount, PASSWORD } from "./person";
import { fits, WAYS } from "./ways";
import { expect, test } from "./world";

test.describe.configure({ timeout: 180_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("a page that does not exist says so and leads on", async ({ page }) => {
      for (const path of ["/no-such-page", "/errors/8f/9a", "/login/again"]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
      }
      await expect(page).toHaveTitle("Page not found - Force Monitor");
      await examine(page);
      await way.press(page.getByRole("link", { name: "To the dashboard" }));
      await expect(page).toHaveURL(/\/dashboard$/);
    });

    test("a fault of the server's is told with the request's id, and what was typed stays", async ({
      page,
      system,
      complaints,
    }) => {
      await page.goto("/login");
      await way.fill(page.getByLabel("E-mail address"), ADDRESS);
      await way.fill(page.getByLabel("Password", { exact: true }), PASSWORD);
      await breakTable(system, "local-users");
      const answered = page.waitForResponse("**/api/auth/login");
      await way.press(page.getByRole("button", { name: "Log in" }));
      const answer = await answered;
      expect(answer.status()).toBeGreaterThanOrEqual(500);
      const { detail, requestId } = await answer.json();
      await expect(page.getByRole("alert")).toHaveText(detail);
      await expect(page.getByText(`Request ${requestId}`)).toBeVisible();
      await expect(page.getByLabel("E-mail address")).toHaveValue(ADDRESS);
      await expect(page.getByLabel("Password", { exact: true })).toHaveValue(PASSWORD);
      await expect(page.getByRole("button", { name: "Log in" })).toBeFocused();
      await examine(page);
      expect(complaints.splice(0)).toEqual([expect.stringContaining("a status of 500")]);
    });

    test("offline is said at once, what was typed stays, and back online it is sent", async ({
      page,
      system,
      context,
    }) => {
      await openAccount(system);
      await page.goto("/login");
      await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
      await context.setOffline(true);
      await expect(page.getByText("You are offline.")).toBeVisible();
      await way.fill(page.getByLabel("E-mail address"), ADDRESS);
      await way.fill(page.getByLabel("Password", { exact: true }), PASSWORD);
      await way.press(page.getByRole("button", { name: "Log in" }));
      await expect(page.getByRole("alert")).toHaveText(/^Force Monitor cannot be reached\./);
      await examine(page);
      await context.setOffline(false);
      await expect(page.getByText("You are offline.")).toBeHidden();
      await way.press(page.getByRole("button", { name: "Log in" }));
      await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
      await fits(page);
    });

    test("a page that cannot be fetched leaves the bar on top, and is loaded again", async ({
      page,
      context,
      complaints,
    }) => {
      await page.goto("/connect");
      await expect(page.getByRole("heading", { name: "Connect an org" })).toBeVisible();
      await context.setOffline(true);
      await way.press(page.getByRole("link", { name: "Log in" }));
      await expect(
        page.getByRole("heading", { level: 1, name: "This page could not be loaded" }),
      ).toBeVisible();
      await examine(page);
      await context.setOffline(false);
      await way.press(page.getByRole("button", { name: "Load again" }));
      await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
      // The browser and React tell the console what could not be fetched.
      expect(complaints.splice(0).join()).toMatch(/ERR_INTERNET_DISCONNECTED|dynamically imported/);
    });
  });
}
