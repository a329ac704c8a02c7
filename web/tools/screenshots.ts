import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { PLACES } from "../e2e/pages";
import { test } from "../e2e/world";

const FOLDER = fileURLToPath(new URL("../e2e/results/screenshots/", import.meta.url));
const WIDTHS = [320, 768, 1280];
const THEMES = ["light", "dark"] as const;
/** A dashboard of sixty cards goes on for long: what is further down looks the same. */
const TALLEST = 2400;

for (const place of PLACES) {
  test(place.name, async ({ page, system }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await place.go(page, system);
    for (const width of WIDTHS) {
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.setViewportSize({ width, height: await heightOf(page) });
        await page.screenshot({ path: `${FOLDER}${place.name}-${colorScheme}-${width}.png` });
      }
    }
  });
}

/**
 * As much as there is to see; a dialog covers one screen. Not a picture beyond the screen: parts of it may
 * be empty.
 */
function heightOf(page: Page): Promise<number> {
  return page.evaluate((tallest) => {
    const isCovered = document.querySelector("dialog[open]") !== null;
    return isCovered ? 800 : Math.min(Math.max(800, document.documentElement.scrollHeight), tallest);
  }, TALLEST);
}
