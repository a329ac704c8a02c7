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
    await expect(page.getByText(/^Closest to it: Data storage, /)).toBeVisible();
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

test("only a change of state is announced", async ({ page, system }) => {
  const [way] = WAYS;
  if (!way) throw new Error("there is no way");
  await open(page, way, STORIES.quiet);
  const news = page.getByRole("status").filter({ hasText: /now Exceeded/ });
  await expect(news).toHaveCount(0);
  await change(system, STORIES.quiet, "story", { story: "over" });
  await refreshUntil(page, way, () => expect(news).toHaveCount(1, { timeout: 2000 }));
  await expect(news).toContainText("Daily API requests: now Exceeded.");
});

test("disconnecting in one tab ends the connection in the other", async ({ page, context }) => {
  const [way] = WAYS;
  if (!way) throw new Error("there is no way");
  await open(page, way, STORIES.busy);
  const other = await context.newPage();
  await other.goto("/dashboard");
  await other.getByRole("button", { name: "Disconnect" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(heading(other)).toHaveText("Connect an org to see its limits");
  await page.bringToFront();
  await page.getByRole("button", { name: "Refresh now" }).click();
  await expect(page.getByRole("dialog", { name: "The connection has ended" })).toBeVisible();
  await expect(heading(page)).toContainText(":");
});

test("a hidden page does not ask, and asks at once when it comes back late", async ({ page }) => {
  const [way] = WAYS;
  if (!way) throw new Error("there is no way");
  await page.clock.install();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/api/limits")) asked++;
  });
  await open(page, way, STORIES.busy);
  const begun = asked;
  await page.clock.runFor("05:01");
  await expect.poll(() => asked).toBe(begun + 1);
  await hide(page, true);
  await page.clock.runFor("21:00");
  expect(asked).toBe(begun + 1);
  await hide(page, false);
  await expect.poll(() => asked).toBe(begun + 2);
});

test("keys move through the limits, open, pin, search and filter, and can be switched off", async ({
  page,
}) => {
  const [way] = WAYS;
  if (!way) throw new Error("there is no way");
  await open(page, way, STORIES.busy);
  const [first, second] = await shown(page);
  await page.keyboard.press("j");
  await expect(place(page, first ?? "").getByRole("link")).toBeFocused();
  await page.keyboard.press("j");
  await expect(place(page, second ?? "").getByRole("link")).toBeFocused();
  await page.keyboard.press("p");
  await expect(place(page, second ?? "").getByRole("button", { name: /^Pin/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("v");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("table")).toBeVisible();
  await page.keyboard.press("v");
  await expect(page.getByRole("table")).toBeHidden();
  await page.keyboard.press("4");
  await expect(page).toHaveURL(/state=ok/);
  await page.keyboard.press("/");
  await page.keyboard.type("jvr4");
  await expect(page.getByRole("searchbox")).toHaveValue("jvr4");
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Preferences" }).click();
  await page.getByRole("combobox", { name: "Keyboard shortcuts" }).selectOption("off");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

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

/** Has the page believe that its tab is in the background, or in front again. */
async function hide(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    },
    isHidden ? "hidden" : "visible",
  );
}
