import type { Page } from "@playwright/test";
import type { Interaction } from "./interactions";

/** One org of the list. */
export const ORG_ROW = "li:has([data-org])";

/** So many orgs are the most that an account is expected to watch. */
export const ORGS = 1000;

/** Logs in as whoever watches the simulated orgs, of which there seem to be a thousand from then on. */
export async function watchThousand(page: Page): Promise<void> {
  await page.route(/\/api\/orgs\?brief/, async (route) => {
    const answer = await route.fetch();
    const { orgs } = await answer.json();
    await route.fulfill({ response: answer, json: { orgs: enlarged(orgs) } });
  });
  await page.goto("/dev/fleet");
  await page.waitForFunction(([row, all]) => document.querySelectorAll(row).length === all, [
    ORG_ROW,
    ORGS,
  ] as const);
}

/** The milliseconds from the arrival of the orgs to the frame that shows the first of them. */
export async function fleetPaint(page: Page): Promise<number> {
  await page.addInitScript((row) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(row)) return;
      observer.disconnect();
      // The callback comes before the paint of its frame, and a task asked for in it after that.
      requestAnimationFrame(() => setTimeout(() => performance.mark("orgs painted")));
    });
    observer.observe(document, { subtree: true, childList: true });
  }, ORG_ROW);
  await page.goto("/orgs");
  await page.waitForFunction(() => performance.getEntriesByName("orgs painted").length > 0);
  return page.evaluate(() => {
    const arrived = performance
      .getEntriesByType("resource")
      .filter(({ name }) => new URL(name).pathname.endsWith("/api/orgs"))
      .map((entry) => (entry as PerformanceResourceTiming).responseEnd);
    const [painted] = performance.getEntriesByName("orgs painted");
    return (painted?.startTime ?? Number.NaN) - Math.min(...arrived);
  });
}

/** The elements of the page for each org. */
export async function elementsPerOrg(page: Page): Promise<number> {
  const all = await page.evaluate((row) => document.querySelectorAll(`${row}, ${row} *`).length, ORG_ROW);
  return all / ORGS;
}

/** What a person does among a thousand orgs; together they leave the page as they have found it. */
export const FLEET_INTERACTIONS: readonly Interaction[] = [
  ["search", typeIntoSearch],
  ["clear the search", clearSearch],
];

// A quick typist: a key in a tenth of a second.
const TYPING = { delay: 100 };

async function typeIntoSearch(page: Page): Promise<void> {
  await page.keyboard.press("/");
  await page.keyboard.type("quiet 99", TYPING);
}

async function clearSearch(page: Page): Promise<void> {
  for (const _ of "quiet 99") await page.keyboard.press("Backspace", TYPING);
  await page.keyboard.press("Escape");
}

type Answered = { org: { id: string; name: string } };

/** The same orgs again and again, each under an id and a name of its own. */
function enlarged(orgs: readonly Answered[]): Answered[] {
  return Array.from({ length: ORGS }, (_, number) => {
    const like = orgs[number % orgs.length];
    if (!like) throw new Error("the account watches no org");
    const id = like.org.id.slice(0, 11) + String(number).padStart(4, "0") + like.org.id.slice(15);
    return { ...like, org: { ...like.org, id, name: `${like.org.name} ${number}` } };
  });
}
