import type { Page } from "@playwright/test";
import { alertsOf, examiningFromTop, untilOpen, watching } from "./alerting";
import { logIn } from "./person";
import { WAYS, type Way } from "./ways";
import { expect, test } from "./world";

// Readings come by the clock, and each state is examined in both themes.
test.describe.configure({ timeout: 240_000 });

const EVENTS = "MonthlyPlatformEventsUsageEntitlement";

for (const way of WAYS) {
  const examine = examiningFromTop(way);
  test.describe(way.name, () => {
    test.beforeEach(async ({ page }) => way.begin(page));

    test("a rule is changed, tried on the past before that, and taken back after it", async ({
      page,
      system,
    }) => {
      const watched = await watching(system);
      await untilOpen(system, watched);
      await logIn(page, way, `/orgs/${watched.org}/alerts`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^\d+ alerts? open$/);
      await expect(page.getByRole("listitem").filter({ hasText: "used up" }).first()).toBeVisible();
      await examine(page);

      const edit = page.getByRole("button", { name: "Edit: Warn above 60 %, critical above 80 %" });
      await way.press(edit);
      const dialog = page.getByRole("dialog", { name: "Level of use: the whole org" });
      const tried = dialog.getByRole("status").filter({ hasText: /^Would have fired/ });
      await expect(tried).toContainText("as often as now");
      await expect(tried).toContainText("readings of that time");
      await way.fill(dialog.getByLabel("Warn above", { exact: true }), "97");
      await way.press(dialog.getByRole("button", { name: "Save" }));
      await expect(
        dialog.getByText("Enter a percentage that is not below that of the warning."),
      ).toBeVisible();
      await expect(dialog.getByLabel("Critical above", { exact: true })).toBeFocused();
      await way.fill(dialog.getByLabel("Critical above", { exact: true }), "98");
      await expect(tried).toContainText("in the last 30 days");
      await way.press(dialog.getByText("List them"));
      await expect(dialog.getByRole("listitem").first()).toBeVisible();
      await examine(page);
      await way.press(dialog.getByRole("button", { name: "Save" }));
      await expect(dialog).toBeHidden();

      await expect(page.getByText("Warn above 97 %, critical above 98 %", { exact: true })).toBeVisible();
      await expect(page.getByText("Level of use, the whole org: changed.")).toBeVisible();
      await way.press(page.getByRole("button", { name: "Undo" }));
      await expect(page.getByText("Undone: all is as it was before.")).toBeVisible();
      await expect(edit).toBeVisible();
      const { rules } = await alertsOf(system, watched);
      expect(rules[0].condition).toEqual({ kind: "level", warning: 60, critical: 80 });
    });

    test("who is slower than another tab keeps what was typed, and sees what has changed", async ({
      page,
      system,
    }) => {
      const watched = await watching(system);
      const path = `/orgs/${watched.org}/alerts`;
      await logIn(page, way, path);
      await way.press(page.getByRole("button", { name: /^Edit: Warn above 60/ }));
      const dialog = page.getByRole("dialog");
      await way.fill(dialog.getByLabel("Warn above", { exact: true }), "33");

      const other = await page.context().newPage();
      await way.begin(other);
      await other.goto(path);
      await way.press(other.getByRole("button", { name: /^Edit: Critical when a limit/ }));
      await way.fill(other.getByRole("dialog").getByLabel("Runs out within, in minutes"), "240");
      await way.press(other.getByRole("dialog").getByRole("button", { name: "Save" }));
      await expect(other.getByText(/^Critical.* within 4 h$/)).toBeVisible();
      await other.close();

      await way.press(dialog.getByRole("button", { name: "Save" }));
      await expect(
        dialog.getByText("Not saved: the alerts were changed from elsewhere meanwhile."),
      ).toBeVisible();
      await expect(dialog.getByText(/within 2 h.*is now critical when.*within 4 h/)).toBeVisible();
      await expect(dialog.getByLabel("Warn above", { exact: true })).toHaveValue("33");
      await examine(page);
      await way.press(dialog.getByRole("button", { name: "Load the newer ones" }));
      await way.press(dialog.getByRole("button", { name: "Save" }));
      await expect(dialog).toBeHidden();
      const { rules } = await alertsOf(system, watched);
      expect(rules[0].condition).toEqual({ kind: "level", warning: 33, critical: 80 });
      expect(rules[1].condition).toEqual({ kind: "timeLeft", minutes: 240 });
    });
  });
}

test("the browser's way back does not lose what was typed", async ({ page, system }) => {
  const way = WAYS[0] as Way;
  const watched = await watching(system);
  const path = `/orgs/${watched.org}/alerts`;
  await logIn(page, way, path);
  await way.press(page.getByRole("button", { name: /^Edit: Warn above 60/ }));
  const field = page.getByRole("dialog").getByLabel("Warn above", { exact: true });
  await field.fill("44");
  await page.evaluate(() => history.back());
  const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
  await leaving.getByRole("button", { name: "Go on editing" }).click();
  await expect(field).toHaveValue("44");
  await page.evaluate(() => history.back());
  await leaving.getByRole("button", { name: "Discard the changes" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("button", { name: /^Edit: Warn above 60/ })).toBeFocused();
});

test.describe("in UTC", () => {
  test.use({ timezoneId: "UTC" });

  test("the mail says the very sentence of the page", async ({ page, system }) => {
    const way = WAYS[0] as Way;
    const watched = await watching(system);
    await logIn(page, way, `/orgs/${watched.org}/alerts`);
    await page.goto(`/orgs/${watched.org}/alerts?limit=${EVENTS}`);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Warn above", { exact: true }).fill("20");
    await dialog.getByLabel("Critical above", { exact: true }).fill("40");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Warn above 20 %, critical above 40 %", { exact: true })).toBeVisible();
    await untilOpen(system, watched, EVENTS);
    await page.reload();
    const sentence = await openSentence(page, "Monthly platform event entitlement");
    expect(sentence).toContain("used up, 1,500 over the 300,000 allowed.");
    const mail = async () => (await fetch(`${system.url}/dev/mail`)).text();
    await expect.poll(mail, { timeout: 30_000 }).toContain(sentence);
  });
});

/** What the page says of an open alert. */
async function openSentence(page: Page, label: string): Promise<string> {
  const list = page.getByRole("list", { name: "Open alerts" });
  return (await list.getByText(`${label}:`).first().textContent()) ?? "";
}
