import { expect, type Page } from "@playwright/test";
import { examination } from "./axe";
import { change, place } from "./dashboard";
import { isRead, openOrg, pass } from "./oneOrg";
import { setFault, simulated } from "./simulator";
import { type System, start } from "./system";
import { WAYS } from "./ways";
import { test } from "./world";

test.describe.configure({ timeout: 180_000 });

/** The same with 90 days of readings of all simulated orgs, which takes half a minute. */
const seeded = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from the pattern.
  system: async ({}, use) => {
    const system = await start({ history: true });
    await use(system);
    await system.stop();
  },
});

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** Lets time pass, poll by poll, until the page, loaded anew, shows what is expected. */
async function passUntil(page: Page, system: System, minutes: number, holds: () => Promise<void>) {
  await expect(async () => {
    await pass(system, minutes);
    await page.reload();
    await holds();
  }).toPass({ timeout: 60_000 });
}

/** Nothing on the page is green: nobody knows whether anything is still fine. */
async function isNowhereGreen(page: Page): Promise<void> {
  await expect(page.locator("main .text-ok")).toHaveCount(0);
}

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("an org that is new is learning, and says what it may not see", async ({
      page,
      system,
      context,
    }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await openOrg(page, system, "partial");
      await expect(heading(page)).toHaveText("Nothing that is shown is near its limit");
      await expect(place(page, "DailyApiRequests")).toContainText(/Learning: no forecast before \d\d:\d\d/);
      await expect(
        page.getByText(/^Learning: no forecast before \d\d:\d\d\. Storage takes five days/),
      ).toBeVisible();
      await expect(page.getByText("Not read: data and file storage.")).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("button", { name: "Copy a request to your admin" }));
      await expect(page.getByText("Copied")).toBeVisible();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"Manage Users"');
    });

    test("a connection that is lost has a reason, a remedy, and the way to mend it", async ({
      page,
      system,
    }) => {
      const id = await openOrg(page, system, "quiet");
      await setFault(system, id, { fault: "missingPermission", at: "rest" });
      const notice = page.getByText(/^Quiet Pines Lab cannot be read since /);
      await passUntil(page, system, 5, () => expect(notice).toBeVisible({ timeout: 2000 }));
      await expect(heading(page)).toHaveText(/^Last good reading \d\d:\d\d: /);
      await expect(page.getByText("not read any more")).toBeVisible();
      await isNowhereGreen(page);
      await examine(page);
      await way.press(page.getByRole("link", { name: "Reconnect" }));
      await expect(page).toHaveURL(new RegExp(`/orgs/${id}/connection$`));
    });

    test("an org whose calls are refused says since when, and is left alone", async ({ page, system }) => {
      const id = await openOrg(page, system, "quiet");
      await setFault(system, id, { fault: "dailyLimitExceeded" });
      const refused = /^Salesforce refuses API calls since \d\d:\d\d: daily API requests are used up$/;
      await passUntil(page, system, 5, () => expect(heading(page)).toHaveText(refused, { timeout: 2000 }));
      await expect(page.getByText(/^The last reading is of /)).toBeVisible();
      await expect(page.getByText(/^Paused until \d\d:\d\d, in \d+ min$/)).toBeVisible();
      await examine(page);
    });

    test("an org that gives no answers shows its last reading, and nothing in green", async ({
      page,
      system,
    }) => {
      const id = await openOrg(page, system, "quiet");
      await setFault(system, id, { fault: "serverError", at: "rest" });
      const old = /^Last good reading \d\d:\d\d: nothing was near its limit$/;
      await passUntil(page, system, 5, () => expect(heading(page)).toHaveText(old, { timeout: 2000 }));
      await isNowhereGreen(page);
      await expect(place(page, "DailyApiRequests")).toContainText("Not known");
      await examine(page);
    });

    test("a maximum that has changed is told with its time, and leads to the events", async ({
      page,
      system,
    }) => {
      const id = await openOrg(page, system, "over");
      await expect(heading(page)).toHaveText(/: used up, [\d,]+ over the [\d,]+ allowed$/);
      await change(system, "Overland Outfitters", "story", { story: "runsOut" });
      const told = page.getByText(
        /^Daily API requests: the maximum changed from 15,000 to 265,000 at \d\d:\d\d\.$/,
      );
      await passUntil(page, system, 5, () => expect(told).toBeVisible({ timeout: 2000 }));
      await examine(page);
      await way.press(page.getByRole("link", { name: "All events" }));
      await expect(page).toHaveURL(new RegExp(`/orgs/${id}/events$`));
    });

    seeded("the heading follows the forecast, which says what it rests on", async ({ page, system }) => {
      await page.clock.install();
      await page.goto("/dev/fleet");
      await page.waitForURL("**/orgs");
      const { id } = await simulated(system, "Northwind Freight");
      await expect.poll(() => isRead(page, id), { timeout: 90_000 }).toBe(true);
      await pass(system, await minutesToTheBusyAfternoon(system));
      await page.goto(`/orgs/${id}`);
      const foreseen =
        /^Daily API requests run out at \d\d:\d\d today, in (\d h )?\d+ min \(likely .+ to .+\)$/;
      await expect(page.getByText(/^Updated /)).toBeVisible();
      await expect(async () => {
        await pass(system, 5);
        await page.clock.fastForward("05:30");
        await expect(heading(page)).toHaveText(foreseen, { timeout: 3000 });
      }).toPass({ timeout: 90_000 });
      await expect(page.getByText(/confidence\. [\d,]+ of 265,000 used/)).toContainText(
        /times a usual \w+day/,
      );
      await expect(page.getByRole("slider", { name: /^Daily API requests/ })).toBeVisible();
      await way.press(page.getByText("How is this known?"));
      await expect(
        page.getByText(/^The same hours of the last \d+ days plus the present excess/),
      ).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("link", { name: "How forecasts are made" }));
      await expect(page.getByText(/never in the past and never more than a year ahead/)).toBeVisible();
    });
  });
}

test("keys lead from a limit to its page, its threshold and its mute", async ({ page, system }) => {
  const id = await openOrg(page, system, "over");
  for (const [key, address] of [
    ["Enter", "limits/MonthlyPlatformEvents"],
    ["t", "alerts?limit=MonthlyPlatformEvents"],
    ["m", "alerts?mute=MonthlyPlatformEvents"],
  ] as const) {
    await page.goto(`/orgs/${id}?q=platform+events`);
    await expect(page.getByText(/^\d+ of \d+ limits$/)).toBeVisible();
    await page.keyboard.press("j");
    const [name] = await page.locator("[data-limit]:focus").evaluateAll(limitsOf);
    await page.keyboard.press(key);
    await expect(page).toHaveURL(`/orgs/${id}/${address.replace("MonthlyPlatformEvents", name ?? "none")}`);
  }
});

test("the list can be ordered by the time that is left", async ({ page, system }) => {
  await openOrg(page, system, "over");
  await page.getByRole("combobox", { name: "Sort by" }).selectOption({ label: "Time left" });
  await expect(page).toHaveURL(/[?&]sort=time/);
  await expect(page.getByRole("columnheader", { name: "Time left" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
});

function limitsOf(all: Element[]): string[] {
  return all.map((each) => each.getAttribute("data-limit") ?? "");
}

/** How far it is to an afternoon on which the busy org's calls run out: every second day from the first. */
async function minutesToTheBusyAfternoon(system: System): Promise<number> {
  const state = await (await fetch(`${system.simulator}/_sim/state`)).json();
  const [now, afternoon] = [Date.parse(state.now), Date.parse(`${state.anchor}T13:00:00Z`)];
  const [DAY, MINUTE] = [86_400_000, 60_000];
  const passed = Math.max(0, Math.ceil((now - afternoon) / (2 * DAY)));
  return Math.round((afternoon + passed * 2 * DAY - now) / MINUTE);
}
