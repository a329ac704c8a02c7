import type { Page } from "@playwright/test";
import { change, open, place, refreshUntil, STORIES, shown } from "./dashboard";
import { WAYS } from "./ways";
import { expect, test } from "./world";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("only a change of state is announced", async ({ page, system }) => {
  const [way] = WAYS;
  if (!way) throw new Error("there is no way");
  await open(page, way, STORIES.quiet);
  const news = page.getByRole("status").filter({ hasText: /now Exceeded/ });
  await expect(news).toHaveCount(0);
  await change(system, STORIES.quiet, "story", { story: "over" });
  await refreshUntil(page, way, () => expect(news).toHaveCount(1, { timeout: 2000 }));
  await expect(news).toContainText("Daily API requests: now Exceeded.");
});

test("disconnecting in one tab ends the connection in the other", async ({ page, context }) => {
  const [way] = WAYS;
  if (!way) throw new Error("there is no way");
  await open(page, way, STORIES.busy);
  const other = await context.newPage();
  await other.goto("/dashboard");
  await other.getByRole("button", { name: "Disconnect" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(heading(other)).toHaveText("Connect an org to see its limits");
  await page.bringToFront();
  await page.getByRole("button", { name: "Refresh now" }).click();
  await expect(page.getByRole("dialog", { name: "The connection has ended" })).toBeVisible();
  await expect(heading(page)).toContainText(":");
});

test("a hidden page does not ask, and asks at once when it comes back late", async ({ page }) => {
  const [way] = WAYS;
  if (!way) throw new Error("there is no way");
  await page.clock.install();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/api/limits")) asked++;
  });
  await open(page, way, STORIES.busy);
  const begun = asked;
  await page.clock.runFor("05:01");
  await expect.poll(() => asked).toBe(begun + 1);
  await hide(page, true);
  await page.clock.runFor("21:00");
  expect(asked).toBe(begun + 1);
  await hide(page, false);
  await expect.poll(() => asked).toBe(begun + 2);
});

test("keys move through the limits, open, pin, search and filter, and can be switched off", async ({
  page,
}) => {
  const [way] = WAYS;
  if (!way) throw new Error("there is no way");
  await open(page, way, STORIES.busy);
  const [first, second] = await shown(page);
  await page.keyboard.press("j");
  await expect(place(page, first ?? "").getByRole("link")).toBeFocused();
  await page.keyboard.press("j");
  await expect(place(page, second ?? "").getByRole("link")).toBeFocused();
  await page.keyboard.press("p");
  await expect(place(page, second ?? "").getByRole("button", { name: /^Pin/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("v");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("table")).toBeVisible();
  await page.keyboard.press("v");
  await expect(page.getByRole("table")).toBeHidden();
  await page.keyboard.press("4");
  await expect(page).toHaveURL(/state=ok/);
  await page.keyboard.press("/");
  await page.keyboard.type("jvr4");
  await expect(page.getByRole("searchbox")).toHaveValue("jvr4");
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Preferences" }).click();
  await page.getByRole("combobox", { name: "Keyboard shortcuts" }).selectOption("off");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

/** Has the page believe that its tab is in the background, or in front again. */
async function hide(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    },
    isHidden ? "hidden" : "visible",
  );
}
