import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { fits, type Way } from "./ways";

/** What is examined: WCAG 2.2, A and AA, and what axe counts as good practice. */
export const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The rules whose result depends on the theme; all others need only one. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** What the page shows is accessible in both themes, as far as a program can tell, and nothing is cut off. */
export async function accessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await examine(new AxeBuilder({ page }).withRules(COLOURS), "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await examine(new AxeBuilder({ page }).withTags(TAGS), "light");
  await fits(page);
}

/** How the states of a journey are examined, which takes time: by keyboard they look as they do by click. */
export function examination(way: Way): (page: Page) => Promise<void> {
  return way.hasItsLooks ? accessible : fits;
}

async function examine(axe: AxeBuilder, theme: string): Promise<void> {
  const { violations } = await axe.analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  expect(told, `axe, ${theme}`).toEqual([]);
}
