import { accessible } from "./axe";
import { enter, report, stored } from "./errors";
import { openShop } from "./shop";
import { WAYS } from "./ways";
import { expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 300_000 });

for (const way of WAYS) {
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("an error of a browser is read, resolved, muted and opened again", async ({
      page,
      system,
      browser,
    }) => {
      const shop = await openShop(system.dsn);
      const context = await browser.newContext();
      const buyer = await context.newPage();
      await buyer.goto(shop.url);
      await buyer.getByRole("button", { name: "Basket" }).click();
      const reported = buyer.waitForResponse((response) => response.url().includes("/envelope/"));
      await buyer.getByRole("button", { name: "Pay" }).click();
      expect((await reported).status()).toBe(200);
      await context.close();
      await shop.stop();

      await enter(page, system, way);
      await expect(page.getByText("1 group, those seen last first")).toBeVisible();
      await way.press(page.getByRole("link", { name: "RangeError: The card refuses 12.5 euros" }));
      const exception = page.getByRole("region", { name: "Exception" });
      await expect(exception).toContainText("RangeError");
      await expect(exception).toContainText("nobody caught it");
      await expect(exception.getByRole("listitem").first()).toContainText(/^charge in \S*\/shop\.js:\d+:\d+/);
      await expect(page.getByRole("region", { name: "Breadcrumbs" })).toContainText("2 pairs");
      await expect(page.getByRole("region", { name: "Breadcrumbs" })).toContainText("ui.click");
      await expect(page.getByRole("region", { name: "Tags" })).toContainText("plan");
      await expect(page.getByText("Grouped by type and the top")).toBeVisible();
      await expect(page.getByText("u-7", { exact: true })).toBeVisible();
      await accessible(page);

      const standing = page.getByRole("region", { name: "What was decided" }).getByRole("status");
      const resolve = page.getByRole("button", { name: "Resolve", exact: true });
      await way.press(resolve);
      await expect(standing).toContainText("Resolved");
      const reopen = page.getByRole("button", { name: "Open again" });
      await expect(reopen).toBeFocused();
      await way.press(page.getByRole("button", { name: "Mute" }));
      await way.press(page.getByRole("button", { name: "For 24 hours" }));
      await expect(standing).toContainText(/Muted until .* (CET|CEST|GMT\+[12])/);
      await way.press(page.getByRole("button", { name: "Mute" }));
      await way.press(page.getByRole("button", { name: "Until it was seen more often…" }));
      await accessible(page);
      const more = page.getByLabel("So many times more");
      await way.fill(more, "none");
      await page.keyboard.press("Enter");
      await expect(more).toBeFocused();
      await expect(more).toHaveAccessibleDescription("Enter a whole number from 1 to 1,000,000,000.");
      await way.fill(more, "5");
      await page.keyboard.press("Enter");
      await expect(standing).toContainText("Muted until it was seen 6 times: 5 more.");
      await way.press(reopen);
      await expect(standing).toHaveText("Nobody has decided about it yet.");
      await way.press(page.getByRole("button", { name: "Resolve in the next release" }));
      await expect(standing).toContainText("Release shop@1.4.0 may still have it");

      await way.press(page.getByRole("link", { name: "All errors of this project" }));
      await expect(page.getByText("Nothing is open")).toBeVisible();
      await accessible(page);
      await way.press(page.getByRole("button", { name: "Show groups of any status" }));
      await expect(page.getByRole("listitem").filter({ hasText: "RangeError" })).toContainText("Resolved");
      await accessible(page);
    });

    test("a wrong token is told, and the right one is forgotten when asked", async ({ page, system }) => {
      await page.goto("/errors");
      const token = page.getByLabel("Operator’s token");
      await way.press(page.getByRole("button", { name: "Show errors" }));
      await expect(token).toHaveAccessibleDescription(/Enter the operator’s token\./);
      await expect(token).toBeFocused();
      await way.fill(token, "not-the-token-of-anybody");
      await way.press(page.getByRole("button", { name: "Show errors" }));
      await expect(token).toHaveAccessibleDescription(/This is not the operator’s token\./);
      await expect(token).toBeFocused();
      await accessible(page);
      await way.fill(token, system.opsToken);
      await way.press(page.getByRole("button", { name: "Show errors" }));
      await expect(
        page.getByRole("heading", { name: "No program has reported an error here yet" }),
      ).toBeVisible();
      await expect(page.getByText(system.dsn, { exact: true })).toBeVisible();
      await accessible(page);
      await expect.poll(() => stored(page, system.opsToken)).toBe(false);
      await way.press(page.getByRole("button", { name: "Forget the token" }));
      await expect(token).toBeVisible();
      await expect(page.getByText(system.dsn)).toHaveCount(0);
    });

    test("two groups are merged, and taken apart again", async ({ page, system }) => {
      await report(system, { message: "The clock is slow", source: "clock" });
      await report(system, { message: "The queue is full", source: "queue" });
      await report(system, { message: "No room in the queue", source: "queue" });
      await enter(page, system, way);
      await way.press(page.getByRole("link", { name: "No room in the queue" }));
      await way.press(page.getByRole("button", { name: "Merge…" }));
      const dialog = page.getByRole("dialog");
      await way.check(dialog.getByRole("radio", { name: "The queue is full, 1 event" }));
      await accessible(page);
      await way.press(dialog.getByRole("button", { name: "Merge" }));
      await expect(page.getByRole("heading", { name: "No room in the queue" })).toBeFocused();
      await expect(page.getByText("its events are counted in another group")).toBeVisible();
      await accessible(page);
      await way.press(page.getByRole("region", { name: "What was decided" }).getByRole("link"));
      await expect(page.getByRole("heading", { name: "The queue is full" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "Event 1 of 2" })).toBeVisible();
      await way.press(page.getByRole("button", { name: /^Take out/ }));
      await expect(page.getByRole("heading", { name: "Event 1 of 1" })).toBeVisible();
    });
  });
}
