import { accessible } from "./axe";
import { chartOf, keptBy, logInToFleet, ORGS, openHistory, test } from "./limit";
import { fits } from "./ways";
import { expect } from "./world";

const API_REQUESTS = `/orgs/${ORGS.busy}/limits/DailyApiRequests`;

test.describe("by touch", () => {
  test.use({ hasTouch: true });

  test("a pointer and a finger find the same readings as the keyboard does", async ({ page }) => {
    await logInToFleet(page);
    const history = await openHistory(page, API_REQUESTS);
    const chart = chartOf(page);
    await expect(chart).toHaveAttribute("aria-valuemax", `${history.at.length - 1}`);
    const last = (await chart.getAttribute("aria-valuetext")) ?? "";
    await chart.focus();
    await page.keyboard.press("Home");
    const first = (await chart.getAttribute("aria-valuetext")) ?? "";
    expect(first).not.toBe(last);
    await page.getByRole("link", { name: "24 hours" }).focus();
    await expect(chart).toHaveAttribute("aria-valuetext", last);

    const box = await chart.boundingBox();
    if (!box) throw new Error("the chart is not there");
    await page.mouse.move(box.x + 20, box.y + box.height / 2);
    await expect(chart).toHaveAttribute("aria-valuetext", first);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const middle = Number(await chart.getAttribute("aria-valuenow"));
    expect(middle).toBeGreaterThan(history.at.length * 0.4);
    expect(middle).toBeLessThan(history.at.length * 0.6);
    await page.mouse.move(0, 0);
    await expect(chart).toHaveAttribute("aria-valuetext", last);

    await page.touchscreen.tap(box.x + 20, box.y + box.height / 2);
    await expect(chart).toHaveAttribute("aria-valuetext", first);
  });
});

test("a picture of the chart is kept as PNG and as SVG, in the colours of the page", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await logInToFleet(page);
  await openHistory(page, `/orgs/${ORGS.filling}/limits/DataStorageMB?range=30d`);
  await expect(chartOf(page)).toBeVisible();
  const png = await keptBy(page, () => page.getByRole("button", { name: "PNG" }).click());
  expect(png.name).toMatch(/^brimful-storage-co-DataStorageMB-.*\.png$/);
  expect(png.content.subarray(1, 4).toString()).toBe("PNG");
  const svg = await keptBy(page, () => page.getByRole("button", { name: "SVG" }).click());
  const text = svg.content.toString();
  expect(text).toContain("<title>Brimful Storage Co – Data storage: 30 days, ");
  // The background of the dark theme.
  expect(text).toContain('fill="rgb(15, 18, 22)"');
  expect(text).not.toMatch(/var\(|light-dark/);
});

test("the past is stepped through, compared, and looked at more closely, and the address says so", async ({
  page,
}) => {
  await logInToFleet(page);
  await openHistory(page, `/orgs/${ORGS.busy}/limits/DailyBulkApiBatches?range=7d`);
  const later = page.getByRole("button", { name: "Later" });
  await expect(later).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("now", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Earlier" }).click();
  await expect(page).toHaveURL(/[?&]to=\d{4}-/);
  await expect(page.getByText("Last of this time")).toBeVisible();
  await expect(page.getByText("now", { exact: true })).toHaveCount(0);

  await later.click();
  await expect(page).not.toHaveURL(/[?&]to=/);
  await expect(page.getByText("now", { exact: true })).toBeVisible();
  await expect(later).toBeFocused();

  await page.getByRole("button", { name: "A week before" }).click();
  await expect(page).toHaveURL(/[?&]week=1/);
  await expect(page.getByText(/; a week before [\d,]+$/)).toBeVisible();
  await page.getByRole("button", { name: "Closer" }).click();
  await expect(page).toHaveURL(/[?&]scale=close/);
  await expect(page.getByText(/above the picture/)).toBeVisible();

  const address = page.url();
  await page.reload();
  await expect(page.getByText(/; a week before [\d,]+$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Closer" })).toHaveAttribute("aria-pressed", "true");
  expect(page.url()).toBe(address);
});

test("what happened stands beside the chart, and the rules decide about its bands", async ({ page }) => {
  await logInToFleet(page);
  const name = "HourlyTimeBasedWorkflow";
  await openHistory(page, `/orgs/${ORGS.busy}/limits/${name}?range=30d`);
  const happened = page.getByRole("region", { name: "What happened in this time" });
  await expect(happened.getByText("Alert opened").first()).toBeVisible();
  await expect(page.getByRole("figure").getByText("alert opened")).toBeVisible();
  await expect(page.locator('[data-layer="warning"]')).toHaveCount(1);
  const alerts = await (await page.request.get(`/api/orgs/${ORGS.busy}/alerts`)).json();
  const mute = { until: "2100-01-01T00:00:00Z", note: "data migration, ask Ada" };
  const rule = { id: "workflow", scope: { limit: name }, mute };
  const level = { ...rule, condition: { kind: "level", warning: 75, critical: 90 } };
  // As the page itself would send it.
  const headers = { "sec-fetch-site": "same-origin" };
  const data = { revision: alerts.revision, rules: [...alerts.rules, level], channels: alerts.channels };
  expect((await page.request.put(`/api/orgs/${ORGS.busy}/alerts`, { headers, data })).status()).toBe(200);
  await page.reload();
  await expect(page.getByRole("figure").getByText("75\u00a0%")).toBeVisible();
  await expect(page.getByRole("figure").getByText("60\u00a0%")).toHaveCount(0);
  await expect(page.getByText("data migration, ask Ada")).toBeVisible();
});

test("where there is nothing to draw, the page says why and what to do", async ({ page }) => {
  await logInToFleet(page);
  const limits = `/orgs/${ORGS.busy}/limits`;
  await page.goto(`${limits}/NoSuchLimit`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such limit");
  await accessible(page);

  await page.goto(`${limits}/CdpAiInferenceApiMonthlyLimit`);
  await expect(page.getByText("Not in use: Salesforce allows 0 of it")).toBeVisible();
  await fits(page);

  await page.goto(`${limits}/HourlyDashboardStatuses`);
  await expect(chartOf(page)).toBeVisible();
  await expect(page.locator('[data-layer="max"]')).toHaveCount(0);

  const longAgo = new Date(Date.now() - 300 * 86_400_000).toISOString();
  await page.goto(`${limits}/DailyApiRequests?to=${longAgo}`);
  await expect(page.getByText("There are no readings of this time")).toBeVisible();
  await page.getByRole("link", { name: "Show all that is kept" }).click();
  await expect(chartOf(page)).toBeVisible();

  await page.goto(`/orgs/00D000000000001EAA/limits/DailyApiRequests`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This org is not watched");
});
