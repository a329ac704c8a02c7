import type { Page } from "@playwright/test";
import { accessible } from "./axe";
import { WAYS, type Way } from "./ways";
import { expect, ORGS, test } from "./world";

// Some states are examined in both themes, which takes its time.
test.describe.configure({ timeout: 180_000 });

for (const way of WAYS) {
  test.describe(way.name, () => {
    test.beforeEach(async ({ page }) => way.begin(page));

    for (const [link, org] of [
      ["Connect a production org", ORGS.busy],
      ["Connect a sandbox", "Northwind Freight UAT"],
    ] as const) {
      test(`"${link}" leads over Salesforce's approval to the dashboard`, async ({ page }) => {
        await page.goto("/");
        await way.press(page.getByRole("link", { name: link }));
        await approve(way, page, org);
      });
    }

    test("a My Domain leads to its org's approval, however it is written", async ({ page, system }) => {
      await page.goto("/");
      await way.fill(
        page.getByLabel("My Domain"),
        "https://northwind.lightning.force.com/lightning/page/home",
      );
      await way.press(button(page));
      await page.waitForURL(`${system.simulator}/**`);
      await approve(way, page, ORGS.busy);
    });

    test("what is no My Domain is refused in words beside the field, and nothing is lost", async ({
      page,
    }) => {
      await page.goto("/");
      const field = page.getByLabel("My Domain");
      await way.press(button(page));
      await expect(field).toHaveAccessibleDescription(
        /^Enter your My Domain, such as acme\.my\.salesforce\.com/,
      );
      await way.fill(field, "ada@example.com");
      await way.press(button(page));
      await expect(field).toHaveAccessibleDescription(
        /^That is a username or an e-mail address\. Copy it from/,
      );
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toBeFocused();
      await expect(field).toHaveValue("ada@example.com");
      await accessible(page);
      await expect(page).toHaveURL("/");
    });

    test("the live demo is one step to the dashboard of the busy org", async ({ page }) => {
      await page.goto("/");
      await way.press(page.getByRole("link", { name: "Open the live demo" }));
      await page.waitForURL("**/dashboard");
      await page.goto("/");
      await expect(page.getByRole("link", { name: "Open the live demo" })).toHaveCount(0);
      await way.press(page.getByRole("link", { name: "Go to your dashboard" }));
      await page.waitForURL("**/dashboard");
    });

    test("a fleet of watched orgs is one step away, in an account of its own", async ({ page }) => {
      await page.goto("/");
      await way.press(page.getByRole("link", { name: "Open a fleet with history" }));
      await page.waitForURL("**/orgs");
      await expect(page.getByRole("link", { name: "Account" })).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
    });
  });
}

test("the message to the admin is copied as it is read", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Please install the connected app "Force Monitor" in our org: Setup > Connected/);
  await expect(page.getByText("Please install the connected app")).toHaveText(copied);
});

test("the foot tells the version that runs", async ({ page }) => {
  const { version } = await (await page.request.get("/api/health")).json();
  await page.goto("/");
  await expect(page.getByRole("contentinfo")).toContainText(`Force Monitor ${version}`);
});

test("the chosen theme holds here too", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  await page.evaluate(() => localStorage.setItem("theme", "dark"));
  await page.reload();
  await expect(page.locator("html")).toHaveCSS("background-color", "rgb(15, 18, 22)");
});

for (const width of [320, 768, 1280]) {
  test(`nothing moves at ${width} pixels while the page learns who is here`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/api/session/validate", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/");
    const example = page.getByRole("figure");
    const before = await example.boundingBox();
    release();
    await expect(page.getByRole("link", { name: "Open the live demo" })).toBeVisible();
    expect(await example.boundingBox()).toEqual(before);
  });

  test(`it is accessible at ${width} pixels in both themes`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/");
    await accessible(page);
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("it is readable, and its links work", async ({ page, system }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "Know which Salesforce limit runs out next, and when.",
    );
    await expect(page.getByLabel("My Domain")).toBeHidden();
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Open the live demo" })).toBeHidden();
    await page.getByRole("link", { name: "Connect a production org" }).click();
    await page.waitForURL(`${system.simulator}/**`);
  });
});

function button(page: Page) {
  return page.getByRole("button", { name: "Connect", exact: true });
}

async function approve(way: Way, page: Page, org: string): Promise<void> {
  await way.check(page.getByLabel(`${org} (`));
  await way.press(page.getByRole("button", { name: "Approve" }));
  await page.waitForURL("**/dashboard");
}
