import { expect, type Locator, type Page } from "@playwright/test";

/** One way of using the page. Journeys are told once and gone in each of them. */
export type Way = {
  /** How it is called in a test's name. */
  readonly name: string;
  /** Whether its pages look as no other way's do, so that they are worth being examined. */
  readonly hasItsLooks: boolean;
  /** Prepares a page before its first address. */
  begin(page: Page): Promise<void>;
  /** Presses a button or follows a link. */
  press(target: Locator): Promise<void>;
  /** Writes into a field, in place of what it holds. */
  fill(field: Locator, text: string): Promise<void>;
  /** Chooses a radio button. */
  check(radio: Locator): Promise<void>;
  /** Chooses an option of a select by its words. */
  choose(select: Locator, option: string): Promise<void>;
};

const byClick = {
  begin: async (page: Page) => page.setViewportSize({ width: 1280, height: 800 }),
  press: (target: Locator) => target.click(),
  fill: (field: Locator, text: string) => field.fill(text),
  check: (radio: Locator) => radio.check(),
  choose: async (select: Locator, option: string) => {
    await select.selectOption({ label: option });
  },
};

const byKeyboard = {
  ...byClick,
  press: async (target: Locator) => {
    await reach(target);
    await target.page().keyboard.press("Enter");
  },
  fill: async (field: Locator, text: string) => {
    await reach(field);
    await field.page().keyboard.press("Control+A");
    if (text === "") await field.page().keyboard.press("Delete");
    else await field.page().keyboard.type(text);
  },
  check: async (radio: Locator) => {
    const group = radio.page().locator(`input[name="${await radio.getAttribute("name")}"]`);
    await reach(group);
    for (let left = await group.count(); !(await radio.isChecked()); left--) {
      if (left === 0) throw new Error(`no arrow key leads to ${radio}`);
      await radio.page().keyboard.press("ArrowDown");
    }
  },
  choose: async (select: Locator, option: string) => {
    await reach(select);
    const page = select.page();
    const options = await select.locator("option").allTextContents();
    // On Linux these keys choose without opening the list.
    await page.keyboard.press("Home");
    for (const _ of options) {
      if ((await chosen(select)) === option) return;
      await page.keyboard.press("ArrowDown");
    }
    throw new Error(`no key leads to the option ${option}`);
  },
};

/** By mouse, by the keyboard alone, and on the narrowest of screens. */
export const WAYS: readonly Way[] = [
  { name: "by click", hasItsLooks: true, ...byClick },
  { name: "by keyboard alone", hasItsLooks: false, ...byKeyboard },
  {
    name: "at 320 pixels",
    hasItsLooks: true,
    ...byClick,
    begin: async (page) => page.setViewportSize({ width: 320, height: 720 }),
    press: async (target) => {
      // The simulator's own pages are for developers, at their desks.
      if (!(await target.page().title()).endsWith("(simulation)")) await fits(target.page());
      await target.click();
    },
  },
];

/** Nothing of the page is cut off at its right. */
export async function fits(page: Page): Promise<void> {
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(excess, { message: "the page scrolls sideways" }).toBeLessThanOrEqual(0);
}

/** Goes to a control by Tab, as long as it takes; there the focus has to be seen. */
async function reach(target: Locator): Promise<void> {
  const page = target.page();
  await target.first().waitFor();
  // Once around the page and its frame of the browser, from wherever the focus is.
  const stops = 20 + (await page.locator("a, button, input, select, summary, textarea, [tabindex]").count());
  for (let presses = 0; presses <= stops; presses++) {
    const focus = await target.evaluateAll((all) => {
      const here = all.find((each) => each === document.activeElement);
      return here && { isSeen: here.matches(":focus-visible") };
    });
    if (focus) {
      expect(focus.isSeen, `the focus is seen on ${target}`).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function chosen(select: Locator): Promise<string | undefined> {
  return select.evaluate(
    (element: HTMLSelectElement) => element.selectedOptions[0]?.textContent ?? undefined,
  );
}
