import { connect, expect, test } from "../../e2e/world";
import { INTERACTIONS, refresh } from "./dashboard";
import { askAgain, dataFetched } from "./data";
import { interactionTimes } from "./interactions";
import type { BarName } from "./limits";
import { median, record } from "./record";
import { firstPaint, ROW, ROWS, update, watchRows } from "./rows";
import { type Category, scores } from "./scores";
import { sizes } from "./sizes";

/** The addresses that Lighthouse judges, and the bars of its four categories. */
const JUDGED: Record<string, Record<Category, BarName>> = {
  "/": {
    performance: "landingSpeed",
    accessibility: "landingAccess",
    "best-practices": "landingPractice",
    seo: "landingSearch",
  },
  "/dashboard": {
    performance: "dashboardSpeed",
    accessibility: "dashboardAccess",
    "best-practices": "dashboardPractice",
    seo: "dashboardSearch",
  },
};

/** How often a time is taken; the median counts. */
const TIMES = 5;

test("sizes of the built page", ({ browserName: _ }, info) => {
  for (const { bar, value, which } of sizes()) record(info, bar, value, which);
});

test("data of the dashboard", async ({ page }, info) => {
  await connect(page);
  await expect(page.locator(ROW).nth(ROWS - 1)).toBeAttached();
  record(info, "firstData", await dataFetched(page));
  const { status, size } = await askAgain(page);
  expect(status).toBe(304);
  record(info, "unchangedData", size);
});

test("times to paint all rows", async ({ page, system }, info) => {
  await connect(page);
  await watchRows(page);
  const first: number[] = [];
  for (let time = 0; time < TIMES; time += 1) first.push(await firstPaint(page));
  record(info, "firstPaint", median(first), first.map(Math.round).join(", "));

  const updates: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    // From a quiet org to a busy one and back: nearly every row gets another number and another place.
    const story = time % 2 === 0 ? "quiet" : "runsOut";
    await page.request.post(`${system.simulator}/_sim/orgs/northwind/story`, { data: { story } });
    updates.push(await update(page, () => refresh(page)));
  }
  record(info, "update", median(updates), updates.map(Math.round).join(", "));
});

test("interactions on a slow processor", async ({ page }, info) => {
  await connect(page);
  await expect(page.locator(ROW).nth(ROWS - 1)).toBeAttached();
  const times = await interactionTimes(page, INTERACTIONS);
  const told = times.map(({ what, took }) => `${what} ${took}`).join(", ");
  record(info, "interaction", times[0]?.took ?? Number.NaN, told);
});

test("Lighthouse, as a phone", async ({ system, launchOptions }, info) => {
  const all = await scores(launchOptions, system.url, (page) => connect(page), Object.keys(JUDGED));
  for (const { path, points, why } of all) {
    for (const [category, bar] of Object.entries(JUDGED[path] ?? {})) {
      record(info, bar, points[category as Category], why[category as Category]);
    }
  }
});
