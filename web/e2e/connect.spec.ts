import type { Page } from "@playwright/test";
import causes from "../src/generated/causes.json" with { type: "json" };
import { accessible, examination } from "./axe";
import { EXPLAINED, explained, FAULTY } from "./causes";
import { setFault, simulated } from "./simulator";
import { WAYS } from "./ways";
import { expect, ORGS, test } from "./world";

test.describe.configure({ timeout: 300_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("a newcomer connects an org and comes to its dashboard", async ({ page }) => {
      await page.goto("/connect");
      await examine(page);
      await way.press(page.getByRole("link", { name: /production/i }));
      await way.check(page.getByLabel(ORGS.busy).first());
      await way.press(page.getByRole("button", { name: "Approve" }));
      await page.waitForURL("**/dashboard");
      const kept = (await page.context().cookies()).find(({ name }) => name === "__Host-session");
      expect(kept).toMatchObject({ httpOnly: true, secure: true });
      expect(page.url()).not.toContain("?");
    });

    test("whoever denies reads why nothing was connected, and may connect again", async ({ page }) => {
      await page.goto("/auth/salesforce?host=test");
      await way.press(page.getByRole("button", { name: "Deny" }));
      await explained(page, "denied");
      await examine(page);
      await way.press(page.getByRole("link", { name: "Connect a sandbox" }));
      await expect(page.getByRole("heading", { name: "Allow access?" })).toBeVisible();
    });

    test("an error that Salesforce answers with is explained, whichever way one came", async ({ page }) => {
      await page.goto("/auth/salesforce?host=login");
      await way.press(page.getByText("Answer with another error"));
      await way.choose(
        page.getByLabel("Error"),
        "invalid_session_level: a high assurance session is required",
      );
      await way.press(page.getByRole("button", { name: "Send this error" }));
      await explained(page, "session-level");
      await way.press(page.getByRole("link", { name: "Connect a production org" }));
      await way.check(page.getByLabel(ORGS.busy).first());
      await way.press(page.getByRole("button", { name: "Approve" }));
      await page.waitForURL("**/dashboard");
    });

    test("a fault that is switched on by hand at the simulator's own page is met at the next login", async ({
      page,
      system,
    }) => {
      await page.goto(`${system.simulator}/_sim`);
      const org = page.getByRole("row").filter({ hasText: "Overland Outfitters" });
      await way.choose(org.locator("select[name=fault]"), "oauthError");
      await way.choose(org.locator("select[name=at]"), "authorize");
      await way.choose(org.locator("select[name=error]"), "app_blocked");
      await way.press(org.getByRole("button", { name: "Set", exact: true }).last());
      await expect(org.getByText('"fault":"oauthError"')).toBeVisible();
      await page.goto("/auth/salesforce?host=login");
      await way.check(page.getByLabel("Overland Outfitters"));
      await way.press(page.getByRole("button", { name: "Approve" }));
      await explained(page, "app-blocked");
      await examine(page);
    });

    test("the text for the admin can be copied", async ({ page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.goto("/connect/not-approved");
      await way.press(page.getByRole("button", { name: "Copy the text" }));
      await expect(page.getByText("Copied")).toBeVisible();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toBe(causes.find(({ slug }) => slug === "not-approved")?.admin);
    });
  });
}

test("each error that Salesforce answers with is explained, with what to do about it", async ({ page }) => {
  await page.goto("/auth/salesforce?host=login");
  const options = await page.locator("#error option").allTextContents();
  expect(options.length).toBeGreaterThan(35);
  for (const option of options) {
    await page.goto("/auth/salesforce?host=login");
    await page.getByText("Answer with another error").click();
    await page.getByLabel("Error").selectOption({ label: option });
    await page.getByRole("button", { name: "Send this error" }).click();
    const slug = EXPLAINED[option] ?? EXPLAINED[option.split(":")[0] ?? ""];
    expect(slug, `${option} is expected somewhere`).toBeDefined();
    await explained(page, slug ?? "");
  }
});

test("each way in which Salesforce's token endpoint can fail is explained, or changes nothing", async ({
  page,
  system,
}) => {
  const org = await simulated(system, ORGS.busy);
  for (const fault of org.faults) {
    await setFault(system, org.id, { fault, at: "token", ms: 500, error: "inactive_org" });
    const place = FAULTY[fault] ?? "connect/salesforce-down";
    await approve(page, place);
    if (place !== "dashboard") await explained(page, place.replace("connect/", ""));
  }
});

test("each cause has a page, and an unknown one the general page", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 720 });
  for (const { slug } of causes) {
    await page.goto(`/connect/${slug}`);
    await explained(page, slug);
    await accessible(page);
  }
  await page.goto("/connect/no-such-cause");
  await expect(
    page.getByRole("heading", { level: 1, name: "Salesforce refused the connection" }),
  ).toBeFocused();
});

test("whatever fails while the org's name is read, the org is connected", async ({ page, system }) => {
  const org = await simulated(system, ORGS.busy);
  for (const fault of org.faults.filter((name) => !["userDenies", "oauthError"].includes(name))) {
    await setFault(system, org.id, { fault, at: "rest", ms: 500 });
    await approve(page, "dashboard");
  }
});

test("a host that is not Salesforce's and a login that is not open are explained", async ({ page }) => {
  await page.goto("/auth/salesforce?host=salesforce.evil.example");
  await explained(page, "invalid-host");
  await expect(page.getByLabel(/My Domain/)).toBeVisible();
  await page.goto("/auth/salesforce/callback?code=none&state=none");
  await explained(page, "state-unknown");
});

test("a failed attempt leaves the org that is connected as it was", async ({ page }) => {
  await approve(page, "dashboard");
  await page.goto("/auth/salesforce?host=login");
  await page.getByRole("button", { name: "Deny" }).click();
  await explained(page, "denied");
  await expect(page.getByText("is still connected")).toBeVisible();
});

/** Approves the busy org, and waits for where that leads. */
async function approve(page: Page, place: string): Promise<void> {
  await page.goto("/auth/salesforce?host=login");
  await page.getByLabel(ORGS.busy).first().check();
  await page.getByRole("button", { name: "Approve" }).click();
  await page.waitForURL(`**/${place}`);
}
