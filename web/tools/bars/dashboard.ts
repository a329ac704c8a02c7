import type { Locator, Page } from "@playwright/test";
import type { Interaction } from "./interactions";
import { ROW } from "./rows";

/** Asks for new data, as a person does. */
export async function refresh(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Refresh now" }).click();
}

/** What a person does on the dashboard; together they leave it as they have found it. */
export const INTERACTIONS: readonly Interaction[] = [
  ["search", typeIntoSearch],
  ["clear the search", clearSearch],
  ["filter", (page) => fineOnes(page).click()],
  ["no filter", (page) => fineOnes(page).click()],
  ["category", (page) => categories(page).nth(1).click()],
  ["all categories", (page) => categories(page).first().click()],
  ["sort by name", (page) => heads(page).filter({ hasText: "Limit" }).click()],
  ["sort by urgency", (page) => heads(page).filter({ hasText: "State" }).click()],
  ["pin", (page) => pins(page).last().click()],
  ["unpin", (page) => pins(page).first().click()],
  ["cards", (page) => page.getByRole("button", { name: "Cards" }).click()],
  ["table", (page) => page.getByRole("button", { name: "Table" }).click()],
  ["details", (page) => page.locator(ROW).getByRole("link").first().click()],
  ["close the details", (page) => page.keyboard.press("Escape")],
  ["refresh", refresh],
];

// A quick typist: a key in a tenth of a second.
const TYPING = { delay: 100 };

async function typeIntoSearch(page: Page): Promise<void> {
  await page.keyboard.press("/");
  await page.keyboard.type("daily api", TYPING);
}

async function clearSearch(page: Page): Promise<void> {
  for (const _ of "daily api") await page.keyboard.press("Backspace", TYPING);
  await page.keyboard.press("Escape");
}

function fineOnes(page: Page): Locator {
  return page.getByRole("list", { name: "Limits by state" }).getByRole("link", { name: "Fine" });
}

function categories(page: Page): Locator {
  return page.getByRole("navigation", { name: "Categories" }).getByRole("link");
}

function heads(page: Page): Locator {
  return page.getByRole("columnheader").getByRole("link");
}

function pins(page: Page): Locator {
  return page.locator(ROW).getByRole("button", { name: "Pin" });
}
