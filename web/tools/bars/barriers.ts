import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { TAGS } from "../../e2e/axe";

/** What axe finds against that which a page shows now, in both themes at three widths. */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      found.push(...violations.map(({ id }) => `${id}, ${colorScheme}, ${width} px`));
    }
  }
  return found;
}
