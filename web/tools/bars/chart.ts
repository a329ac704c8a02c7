import type { Page } from "@playwright/test";
import type { History } from "../../e2e/limit";

declare global {
  interface Window {
    /** When frames that have changed the chart's line were on the screen. */
    chartFrames: number[];
  }
}

/** As many readings as the API gives at most. */
export const READINGS = 10_000;

/** Notes from now on, in each page that is loaded, every frame that has changed the line of the chart. */
export async function watchChart(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const line = '[data-layer="used"]';
    let drawn: string | null | undefined;
    window.chartFrames = [];
    new MutationObserver(() => {
      const path = document.querySelector(line)?.getAttribute("d");
      if (!path || path === drawn) return;
      drawn = path;
      // The callback comes before the paint of its frame, and a task asked for in it after that.
      requestAnimationFrame(() => setTimeout(() => window.chartFrames.push(performance.now())));
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
  });
}

/** Has the page get ten thousand readings, made of those that the API really gives. */
export async function enlargeHistory(page: Page): Promise<void> {
  await page.route(/\/history\?/, async (route) => {
    // What the chart is compared with has an end, and stays as it is.
    if (new URL(route.request().url()).searchParams.has("to")) return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, json: enlarged(await response.json()) });
  });
}

/** The same time with more readings in it: between those that there are, and never on a line with them. */
export function enlarged(history: History): History {
  const { at, used, max } = history;
  const from = Date.parse(history.from) / 1000;
  const step = (Date.parse(history.to) / 1000 - from) / READINGS;
  const places = Array.from({ length: READINGS }, (_, place) => place);
  const of = <T>(values: readonly T[], place: number) => values[Math.floor((place * at.length) / READINGS)];
  return {
    ...history,
    at: places.map((place) => Math.floor(from + place * step)),
    used: places.map((place) => Math.round((of(used, place) ?? 0) * (0.8 + 0.2 * Math.sin(place)))),
    max: places.map((place) => of(max, place) ?? null),
  };
}

/** The milliseconds from the arrival of the shown history to the frame that first shows another line. */
export async function drawn(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    window.chartFrames = [];
    performance.clearResourceTimings();
  });
  await act();
  await page.waitForFunction(() => window.chartFrames.length > 0);
  return page.evaluate(() => {
    const arrived = performance
      .getEntriesByType("resource")
      .filter(({ name }) => /\/history\?/.test(name) && !new URL(name).searchParams.has("to"))
      .map((entry) => (entry as PerformanceResourceTiming).responseEnd);
    return (window.chartFrames[0] ?? Number.NaN) - Math.max(...arrived);
  });
}
