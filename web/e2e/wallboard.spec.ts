import type { CDPSession, Page } from "@playwright/test";
import { examination } from "./axe";
import { answeredOrgs, type OrgName, pass, readAnew, share, watch } from "./fleet";
import { setFault, simulated } from "./simulator";
import { WAYS } from "./ways";
import { expect, test } from "./world";

test.describe.configure({ timeout: 120_000 });

const ALL: readonly OrgName[] = ["quiet", "sandbox", "full", "over"];
const TURN = 15_000;

for (const way of WAYS) {
  const examine = examination(way);
  test(`the wallboard shows one org after the other, waits, and is left, ${way.name}`, async ({
    page,
    system,
  }) => {
    await way.begin(page);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.clock.install();
    await watch(page, system, ["over", "quiet"]);
    await way.press(page.getByRole("link", { name: "Wallboard" }));
    await expect(page).toHaveURL(/\/orgs\?tv=1$/);
    const board = page.getByRole("dialog", { name: "Wallboard" });
    await expect(board).toContainText("Overland Outfitters");
    await expect(board.getByRole("list", { name: "Next limits" }).getByRole("listitem")).toHaveCount(3);
    await examine(page);
    await page.clock.runFor(TURN);
    await expect(board).toContainText("Quiet Pines Lab");
    await expect(board.getByRole("heading", { level: 1 })).toHaveText("Nothing is near its limit");
    await way.press(board.getByRole("button", { name: "Pause" }));
    await page.clock.runFor(4 * TURN);
    await expect(board).toContainText("Quiet Pines Lab");
    await expect(board.getByText("Paused")).toBeVisible();
    await way.press(board.getByRole("button", { name: "Next" }));
    await expect(board).toContainText("Overland Outfitters");
    await way.press(board.getByRole("button", { name: "Leave" }));
    await expect(page).toHaveURL(/\/orgs$/);
    await expect(page.getByRole("region", { name: "List of orgs" })).toBeVisible();
    await expect(page.getByRole("main")).toBeFocused();
  });
}

test("space pauses, arrows turn, and escape leaves", async ({ page, system }) => {
  await page.clock.install();
  await watch(page, system, ["over", "quiet"]);
  await page.keyboard.press("w");
  const board = page.getByRole("dialog");
  await expect(board).toContainText("Overland Outfitters");
  await page.keyboard.press("ArrowRight");
  await expect(board).toContainText("Quiet Pines Lab");
  await page.keyboard.press("ArrowLeft");
  await expect(board).toContainText("Overland Outfitters");
  await page.keyboard.press("Space");
  await page.clock.runFor(3 * TURN);
  await expect(board).toContainText("Overland Outfitters");
  await page.keyboard.press("Escape");
  await expect(board).toHaveCount(0);
});

for (const [width, height] of [
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
] as const) {
  test(`every org fits on a screen of ${width} by ${height}, in letters for five metres`, async ({
    page,
    system,
  }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.clock.install();
    const token = await share(system, ALL);
    await page.goto(`/share?tv=1#${token}`);
    const board = page.getByRole("dialog");
    for (const _ of ALL) {
      await expect(board.getByRole("list", { name: "Next limits" }).getByRole("listitem")).toHaveCount(3);
      expect(await excess(page)).toEqual([0, 0]);
      expect(await smallestText(page)).toBeGreaterThanOrEqual(0.022 * height);
      await page.keyboard.press("ArrowRight");
    }
    const background = await board.evaluate((each) => getComputedStyle(each).backgroundColor);
    expect(background, "dark, whatever the theme is").toBe("rgb(15, 18, 22)");
  });
}

test("an org that is read no more looks broken, and nothing of it is fine", async ({ page, system }) => {
  await watch(page, system, ["over", "quiet"]);
  const { id } = await simulated(system, "Quiet Pines Lab");
  await setFault(system, id, { fault: "serverError", at: "rest" });
  await pass(system, 15);
  await readAnew(system, ["over"], () => answeredOrgs(page));
  await page.goto("/orgs?tv=1");
  const board = page.getByRole("dialog");
  await expect(board).toContainText("Quiet Pines Lab");
  await expect(board.getByRole("heading", { level: 1 })).toHaveText(/^No reading for \d+ min$/);
  await expect(board.getByText("Silent")).not.toHaveCount(0);
  await expect(board.getByText("Fine")).toHaveCount(0);
});

test("without the network it goes on, says since when, and comes back by itself", async ({
  page,
  system,
  context,
}) => {
  await page.clock.install();
  await watch(page, system, ["over", "quiet"]);
  await page.keyboard.press("w");
  await context.setOffline(true);
  await page.clock.runFor(6 * 60_000);
  const board = page.getByRole("dialog");
  await expect(board.getByRole("alert")).toContainText(/cannot be reached\. What you see is of .*6 min ago/);
  const before = await board.getByRole("heading", { level: 1 }).textContent();
  await page.clock.runFor(TURN);
  await expect(board.getByRole("heading", { level: 1 })).not.toHaveText(String(before));
  await context.setOffline(false);
  await expect(board.getByRole("alert")).toHaveCount(0);
});

test("a screen that stays on for days keeps no more than it shows", async ({ page, system }) => {
  test.setTimeout(300_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.clock.install();
  const token = await share(system, ALL);
  await page.goto(`/share?tv=1#${token}`);
  await expect(page.getByRole("dialog")).toBeVisible();
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const after = async (turns: number) => {
    for (let turn = 0; turn < turns; turn += 1) await page.clock.runFor(TURN);
    return kept(client);
  };
  // The first rounds fill what is kept: fonts, code, the last answers.
  const first = await after(100);
  const last = await after(300);
  expect(last.nodes).toBeLessThanOrEqual(first.nodes * 1.1);
  expect(last.listeners).toBeLessThanOrEqual(first.listeners * 1.1);
  expect(last.heap).toBeLessThanOrEqual(first.heap * 1.1);
});

/** What the page holds on to once everything that can be thrown away was thrown away. */
async function kept(client: CDPSession): Promise<{ nodes: number; listeners: number; heap: number }> {
  for (const _ of "123") await client.send("HeapProfiler.collectGarbage");
  const { metrics } = await client.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize") };
}

/** By how much more there is than the screen shows, in both directions. */
function excess(page: Page): Promise<number[]> {
  return page
    .getByRole("dialog")
    .evaluate((board) => [board.scrollWidth - board.clientWidth, board.scrollHeight - board.clientHeight]);
}

/** The size of the smallest letters, in pixels. */
function smallestText(page: Page): Promise<number> {
  return page.getByRole("dialog").evaluate((board) => {
    const sizes: number[] = [];
    const texts = document.createTreeWalker(board, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const holder = texts.currentNode.parentElement;
      if (!holder || holder.closest(".sr-only") || !holder.checkVisibility()) continue;
      sizes.push(Number.parseFloat(getComputedStyle(holder).fontSize));
    }
    return Math.min(...sizes);
  });
}
