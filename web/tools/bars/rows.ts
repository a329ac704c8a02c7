import type { Page } from "@playwright/test";

/** A frame in which rows were seen to change: how many there were, and when they were on the screen. */
type Frame = { rows: number; painted: number };

declare global {
  interface Window {
    rowFrames: Frame[];
  }
}

/** One limit of the list, as a table's row or as a card. */
export const ROW = ":is(tr, li):has([data-limit])";

/** All limits of the busy org: the longest list that its version of the API knows. */
export const ROWS = 58;

/** Notes from now on, in each page that is loaded, every frame that has changed a row. */
export async function watchRows(page: Page): Promise<void> {
  await page.addInitScript((row) => {
    const holdsRow = (node: Node) =>
      node instanceof Element && (node.matches(row) || node.querySelector(row) !== null);
    window.rowFrames = [];
    new MutationObserver((records) => {
      const touched = records.some(({ target, addedNodes, removedNodes }) => {
        const element = target instanceof Element ? target : target.parentElement;
        return element?.closest(row) || [...addedNodes, ...removedNodes].some(holdsRow);
      });
      if (!touched) return;
      const rows = document.querySelectorAll(row).length;
      requestAnimationFrame(() => {
        // The callback comes before the paint of its frame, and a task asked for in it after that.
        setTimeout(() => window.rowFrames.push({ rows, painted: performance.now() }));
      });
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  }, ROW);
}

/** The milliseconds from the arrival of a page's data to the frame that shows all rows. */
export async function firstPaint(page: Page): Promise<number> {
  await page.goto("/dashboard");
  await page.waitForFunction((rows) => window.rowFrames.some((frame) => frame.rows >= rows), ROWS);
  return page.evaluate((rows) => {
    const frame = window.rowFrames.find((each) => each.rows >= rows);
    const arrived = performance
      .getEntriesByType("resource")
      .filter(({ name }) => new URL(name).pathname.endsWith("/api/limits"))
      .map((entry) => (entry as PerformanceResourceTiming).responseEnd);
    return (frame?.painted ?? Number.NaN) - Math.min(...arrived);
  }, ROWS);
}

/**
 * The milliseconds from the arrival of other data to the frame after which the rows stay as they are. Asks
 * again until the data are others: the server reads anew only after ten seconds.
 */
export async function update(page: Page, refresh: () => Promise<void>): Promise<number> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    await page.evaluate(() => {
      window.rowFrames = [];
      performance.clearResourceTimings();
    });
    const answered = page.waitForResponse((response) => response.url().includes("/api/limits"));
    await refresh();
    await answered;
    // Long enough for what follows the answer, and for the next attempt to come at another moment.
    await page.waitForTimeout(1000);
    const took = await page.evaluate((row) => {
      const [entry] = performance
        .getEntriesByType("resource")
        .filter(({ name }) => new URL(name).pathname.endsWith("/api/limits"));
      const arrived = (entry as PerformanceResourceTiming | undefined)?.responseEnd ?? Number.NaN;
      const last = window.rowFrames.filter(({ painted }) => painted > arrived).at(-1);
      return last && document.querySelector(row) ? last.painted - arrived : undefined;
    }, ROW);
    if (took !== undefined) return took;
  }
  throw new Error("the data have not changed for 30 seconds");
}
