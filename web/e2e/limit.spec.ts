import type { Page } from "@playwright/test";
import { examination } from "./axe";
import {
  chartOf,
  keptBy,
  logInToFleet,
  ORGS,
  openHistory,
  readingsOf,
  rowsOf,
  shownAfter,
  test,
} from "./limit";
import { WAYS } from "./ways";
import { expect } from "./world";

// Ten thousand readings, page by page.
test.describe.configure({ timeout: 180_000 });

const API_REQUESTS = `/orgs/${ORGS.busy}/limits/DailyApiRequests`;

for (const way of WAYS) {
  test(`a year of history is looked at, ${way.name}`, async ({ page }) => {
    const examine = examination(way);
    await way.begin(page);
    await logInToFleet(page);
    await openHistory(page, API_REQUESTS);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Daily API requests");
    await expect(chartOf(page)).toBeVisible();
    await examine(page);

    const year = page.getByRole("link", { name: "13 months" });
    const history = await shownAfter(page, () => way.press(year));
    await expect(year).toHaveAttribute("aria-current", "true");
    expect(new URL(page.url()).searchParams.get("range")).toBe("13m");
    const number = new Intl.NumberFormat("en").format(history.at.length);
    await expect(page.getByText(`${number} in all`)).toBeVisible();
    // Ninety days are there, hour by hour.
    expect(history.at.length).toBeGreaterThan(90 * 24);

    await walkThrough(page, history.at.length, history.used.at(-1) ?? 0);
    await examine(page);

    expect(await rowsOf(page)).toEqual(readingsOf(history).slice(0, 50));
    await way.press(page.getByRole("link", { name: "Older" }));
    await expect(page.getByText(`51 to 100 of ${number}`)).toBeVisible();
    expect(await rowsOf(page)).toEqual(readingsOf(history).slice(50, 100));

    const { name, content } = await keptBy(page, () => way.press(page.getByRole("button", { name: "CSV" })));
    expect(name).toMatch(/^northwind-freight-DailyApiRequests-.*\.csv$/);
    expect(content.toString().trimEnd().split("\r\n")).toHaveLength(history.at.length + 1);
  });
}

test("chart, table, CSV, JSON and the API's answer are the same, for several limits of several orgs", async ({
  page,
}) => {
  await logInToFleet(page);
  const asked = [
    [ORGS.busy, "DailyApiRequests", "24h"],
    [ORGS.busy, "HourlyTimeBasedWorkflow", "3d"],
    [ORGS.filling, "DataStorageMB", "7d"],
    [ORGS.over, "MonthlyPlatformEventsUsageEntitlement", "6h"],
  ] as const;
  for (const [org, name, range] of asked) {
    const history = await openHistory(page, `/orgs/${org}/limits/${name}?range=${range}`);
    const answered = readingsOf(history);
    expect(answered.length).toBeGreaterThan(60);
    await expect(chartOf(page)).toHaveAttribute("aria-valuemax", `${answered.length - 1}`);

    const rows = await rowsOf(page);
    const older = page.getByRole("link", { name: "Older" });
    while (await older.isVisible()) {
      const place = `${rows.length + 1} to `;
      await older.click();
      await expect(page.getByText(new RegExp(`^${place}`))).toBeVisible();
      rows.push(...(await rowsOf(page)));
    }
    expect(rows).toEqual(answered);

    const csv = await keptBy(page, () => page.getByRole("button", { name: "CSV" }).click());
    const [, ...lines] = csv.content.toString().trimEnd().split("\r\n");
    const told = lines.map((line) => {
      const [at = "", used, max] = line.split(",");
      return { at: Date.parse(at) / 1000, used: Number(used), max: Number(max) };
    });
    expect(told.reverse()).toEqual(answered);

    const json = await keptBy(page, () => page.getByRole("button", { name: "JSON" }).click());
    expect(JSON.parse(json.content.toString())).toEqual(history);
  }
});

/** Goes through the chart by its keys, whatever else is used to go through the page. */
async function walkThrough(page: Page, count: number, last: number): Promise<void> {
  const chart = chartOf(page);
  await chart.focus();
  await expect(chart).toHaveAttribute("aria-valuemax", `${count - 1}`);
  await page.keyboard.press("End");
  await expect(chart).toHaveAttribute("aria-valuenow", `${count - 1}`);
  const used = new Intl.NumberFormat("en").format(last);
  await expect(chart).toHaveAttribute("aria-valuetext", new RegExp(`: ${used} of `));
  await page.keyboard.press("ArrowLeft");
  await expect(chart).toHaveAttribute("aria-valuenow", `${count - 2}`);
  const before = await readAt(page);
  await page.keyboard.press("PageDown");
  const day = before - (await readAt(page));
  expect(Math.abs(day - 86_400_000)).toBeLessThanOrEqual(3_600_000);
  await page.keyboard.press("Home");
  await expect(chart).toHaveAttribute("aria-valuenow", "0");
  await page.keyboard.press("ArrowLeft");
  await expect(chart).toHaveAttribute("aria-valuenow", "0");
  await expect(chart).toBeFocused();
}

/** When the reading was read that is told above the chart. */
async function readAt(page: Page): Promise<number> {
  return Number(await page.getByRole("figure").locator("[data-reading]").getAttribute("data-reading"));
}
