import { examination } from "./axe";
import { asOperator, share } from "./fleet";
import { WAYS } from "./ways";
import { expect, test } from "./world";

test.describe.configure({ timeout: 120_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("a link shows an org, and its token leaves the address at once", async ({ page, system }) => {
      const token = await share(system, ["over"]);
      await page.goto(`/share#${token}`);
      await expect(page).toHaveURL(/\/share$/);
      await expect(page.getByText("Overland Outfitters", { exact: true })).toBeVisible();
      await expect(page.getByText("Shared view")).toBeVisible();
      await examine(page);
      await page.reload();
      await expect(page.getByText("Overland Outfitters", { exact: true })).toBeVisible();
      expect(page.url()).not.toContain("fm_share_");
    });

    test("a link to several orgs lists them, each opens, and nothing can be changed", async ({
      page,
      system,
    }) => {
      const token = await share(system, ["over", "quiet"]);
      await page.goto(`/share#${token}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Overland Outfitters: /);
      await expect(page.getByRole("link", { name: /Add|Links|Reconnect/ })).toHaveCount(0);
      await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
      await examine(page);
      await way.press(page.getByRole("link", { name: "Quiet Pines Lab" }));
      await expect(page).toHaveURL(/\/share\?org=00D/);
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/^Overland/);
      await expect(page.getByRole("navigation", { name: "Pages of the org" })).toHaveCount(0);
      await way.press(page.getByRole("link", { name: "All shared orgs" }));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Overland Outfitters: /);
    });

    test("a masked link names no org, and tells them apart all the same", async ({ page, system }) => {
      const token = await share(system, ["over", "full"], { masked: true });
      await page.goto(`/share#${token}`);
      await expect(page.getByRole("link", { name: /^PROD An org \(…\w{4}\)$/ })).toHaveCount(2);
      await expect(page.getByText(/Overland|Brimful/)).toHaveCount(0);
      await examine(page);
    });

    test("a link that is over says so, and what to do", async ({ page, system }) => {
      const token = await share(system, ["quiet"]);
      await page.goto(`/share#${token}`);
      await expect(page.getByText("Shared view")).toBeVisible();
      const { shares } = await asOperator(system, "GET", "/api/shares");
      for (const { id } of shares) {
        await asOperator(system, "DELETE", `/api/shares/${id}`);
      }
      await page.reload();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link shows nothing");
      await expect(page.getByText(/ask whoever sent it for a new one/)).toBeVisible();
      await examine(page);
    });
  });
}

test("a link that was not copied to its end shows nothing", async ({ page }) => {
  for (const address of ["/share#fm_share_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/share"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link shows nothing");
  }
});

test("a link leads to the history of a limit, too", async ({ page, system }) => {
  const token = await share(system, ["over"]);
  await page.goto(`/share#${token}`);
  await expect(page.getByText("Shared view")).toBeVisible();
  const { orgs } = await asOperator(system, "GET", "/api/orgs");
  await page.goto(`/share/${orgs[0].org.id}/limits/DailyApiRequests`);
  await expect(page.getByText("Shared view")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Daily API requests/);
});

test("another link that is pasted over the first takes its place", async ({ page, system }) => {
  const token = await share(system, ["quiet"]);
  await page.goto("/share");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link shows nothing");
  await page.goto(`/share#${token}`);
  await expect(page.getByText("Quiet Pines Lab", { exact: true })).toBeVisible();
});
