import { accessible } from "./axe";
import { PLACES } from "./pages";
import { fits } from "./ways";
import { expect, test } from "./world";

// Each page is examined in two themes at three widths, which takes its time.
test.describe.configure({ timeout: 300_000 });

for (const place of PLACES) {
  test(`${place.name} is accessible in both themes at every width, and fits`, async ({ page, system }) => {
    await place.go(page, system);
    await expect(page).toHaveTitle(/Force Monitor/);
    for (const width of [1280, 768, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await accessible(page);
    }
    // WCAG 1.4.12: with more space between lines, letters and words nothing is lost at the narrowest width.
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    await page.evaluate(() => {
      for (const each of document.querySelectorAll<HTMLElement>("body *")) {
        each.style.lineHeight = "1.5";
        each.style.letterSpacing = "0.12em";
        each.style.wordSpacing = "0.16em";
      }
    });
    await fits(page);
  });
}
