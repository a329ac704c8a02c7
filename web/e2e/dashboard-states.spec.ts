import type { Page } from "@playwright/test";
import { accessible } from "./axe";
import { change, open, place, refreshUntil, reported, STORIES, shown } from "./dashboard";
import { setFault, simulated } from "./simulator";
import { WAYS } from "./ways";
import { expect, test } from "./world";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

for (const way of WAYS) {
  test(`a quiet org is told to be far from its limits, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.quiet);
    await expect(heading(page)).toHaveText("Nothing is near its limit");
    await expect(page.getByText(/^Closest to its limit: Data storage, /)).toBeVisible();
    await expect(place(page, "CdpAiInferenceApiMonthlyLimit")).toContainText("Not in use");
  });

  test(`an org over its limits looks over 100 %, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.over);
    await expect(heading(page)).toHaveText(/: used up, [\d,]+ over the [\d,]+ allowed$/);
    const events = place(page, "MonthlyPlatformEventsUsageEntitlement");
    await expect(events).toContainText("100.5 %");
    await expect(events).toContainText("1,500 over");
    await expect(events).toContainText("Exceeded");
    const unknown = (await reported(page)).limits.find(({ state }) => state === "unknown")?.name ?? "none";
    await expect(place(page, unknown)).toContainText("Unknown");
  });

  test(`what the user may not see is absent and not 0, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.noStorage);
    expect(await shown(page)).not.toContain("DataStorageMB");
    await page.goto("/dashboard?limit=DataStorageMB");
    await expect(page.getByRole("dialog", { name: "There is no such limit" })).toContainText("it is not 0");
  });

  test(`calls that Salesforce refuses are the answer, with the last reading, ${way.name}`, async ({
    page,
    system,
  }) => {
    await open(page, way, STORIES.quiet);
    const before = await shown(page);
    const { id } = await simulated(system, STORIES.quiet);
    await setFault(system, id, { fault: "dailyLimitExceeded" });
    await refreshUntil(page, way, () =>
      expect(heading(page)).toHaveText(/^Salesforce refuses API calls since \d\d:\d\d: daily API requests/, {
        timeout: 2000,
      }),
    );
    await expect(page.getByText(/^The last reading is of /)).toBeVisible();
    expect([...(await shown(page))].sort()).toEqual([...before].sort());
  });

  test(`a connection that Salesforce has ended keeps the page, ${way.name}`, async ({ page, system }) => {
    await open(page, way, STORIES.busy);
    const before = await shown(page);
    await change(system, STORIES.busy, "expire");
    const dialog = page.getByRole("dialog", { name: "The connection has ended" });
    // The dialog covers the button as soon as it is there.
    await expect(async () => {
      if (!(await dialog.isVisible())) await way.press(page.getByRole("button", { name: "Refresh now" }));
      await expect(dialog).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 40_000 });
    await way.press(dialog.getByRole("button", { name: "Keep looking" }));
    await expect(page.getByText("The connection with Northwind Freight has ended.")).toBeVisible();
    expect(await shown(page)).toEqual(before);
    await way.press(page.getByRole("link", { name: "Connect again" }));
    await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
  });

  test(`when Salesforce is down the last reading stays, and the page recovers, ${way.name}`, async ({
    page,
    system,
  }) => {
    await open(page, way, STORIES.busy);
    const { id } = await simulated(system, STORIES.busy);
    await setFault(system, id, { fault: "unavailable" });
    const notice = page
      .getByRole("alert")
      .filter({ hasText: /A newer reading could not be had.+status\.salesforce\.com/ });
    await refreshUntil(page, way, () => expect(notice).toBeVisible({ timeout: 2000 }));
    await expect(place(page, "DataStorageMB")).toBeVisible();
    await change(system, STORIES.busy, "clear");
    await way.press(page.getByRole("button", { name: "Try again" }));
    await expect(notice).toBeHidden();
  });

  test(`offline the last reading stays with its age, and the network's return is used, ${way.name}`, async ({
    page,
    context,
  }) => {
    await open(page, way, STORIES.busy);
    await context.setOffline(true);
    await expect(page.getByText("You are offline.")).toBeVisible();
    await way.press(page.getByRole("button", { name: "Refresh now" }));
    const notice = page.getByRole("alert").filter({ hasText: "Force Monitor cannot be reached" });
    await expect(notice).toBeVisible();
    await expect(page.getByText(/^Updated .+ ago/)).toBeVisible();
    await context.setOffline(false);
    await expect(notice).toBeHidden();
  });

  test(`rows stay where they are under the focus until their new order is asked for, ${way.name}`, async ({
    page,
    system,
  }) => {
    await open(page, way, STORIES.quiet);
    const before = await shown(page);
    await place(page, before[3] ?? "none")
      .getByRole("link")
      .focus();
    await change(system, STORIES.quiet, "story", { story: "over" });
    // The key refreshes without taking the focus out of the list.
    await expect(async () => {
      await page.keyboard.press("r");
      await expect(page.getByRole("button", { name: /^Order changed/ })).toBeVisible({
        timeout: 2000,
      });
    }).toPass({ timeout: 40_000 });
    await expect(place(page, "DailyApiRequests")).toContainText("over");
    expect(await shown(page)).toEqual(before);
    await expect(page.getByText(/since \d\d:\d\d/).first()).toBeAttached();
    // By Tab one would leave the list, which applies the order as well.
    if (way.name.includes("keyboard")) await page.keyboard.press("a");
    else await way.press(page.getByRole("button", { name: /^Order changed/ }));
    const { limits } = await reported(page);
    await expect.poll(() => shown(page)).toEqual(limits.map(({ name }) => name));
  });
}

for (const width of [320, 768, 1280]) {
  test(`every state is accessible at ${width} pixels, in both themes`, async ({ page, system }) => {
    test.slow();
    const [way] = WAYS;
    if (!way) throw new Error("there is no way");
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/dashboard");
    await expect(heading(page)).toHaveText("Connect an org to see its limits");
    await page.getByRole("button", { name: "Connect this org" }).click();
    await accessible(page);
    await open(page, { ...way, begin: async () => undefined }, STORIES.over);
    await accessible(page);
    await page.getByRole("button", { name: width < 768 ? "Table" : "Cards" }).click();
    await page.goto("/dashboard?q=daily&limit=DailyApiRequests");
    await expect(page.getByRole("dialog")).toBeVisible();
    await accessible(page);
    await page.goto("/dashboard?q=nothing+like+it");
    await expect(page.getByText("No limit fits these filters")).toBeVisible();
    await accessible(page);
    const { id } = await simulated(system, STORIES.over);
    await setFault(system, id, { fault: "dailyLimitExceeded" });
    await refreshUntil(page, way, () =>
      expect(heading(page)).toHaveText(/^Salesforce refuses/, { timeout: 2000 }),
    );
    await accessible(page);
    await setFault(system, id, { fault: "unavailable" });
    const notice = page.getByRole("alert").filter({ hasText: "A newer reading could not be had" });
    await refreshUntil(page, way, () => expect(notice).toBeVisible({ timeout: 2000 }));
    await accessible(page);
    await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await accessible(page);
  });
}
