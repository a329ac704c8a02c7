import type { Page } from "@playwright/test";
import { accessible } from "./axe";
import { mailedLink, post } from "./person";
import { openShop } from "./shop";
import type { System } from "./system";
import { fits, WAYS, type Way } from "./ways";
import { expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 300_000 });

for (const way of WAYS) {
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("an error of a browser is read, resolved, muted and opened again", async ({
      page,
      system,
      browser,
    }) => {
      const shop = await openShop(system.dsn);
      const context = await browser.newContext();
      const buyer = await context.newPage();
      await buyer.goto(shop.url);
      await buyer.getByRole("button", { name: "Basket" }).click();
      const reported = buyer.waitForResponse((response) => response.url().includes("/envelope/"));
      await buyer.getByRole("button", { name: "Pay" }).click();
      expect((await reported).status()).toBe(200);
      await context.close();
      await shop.stop();

      await enter(page, system, way);
      await expect(page.getByText("1 group, those seen last first")).toBeVisible();
      await way.press(page.getByRole("link", { name: "RangeError: The card refuses 12.5 euros" }));
      const exception = page.getByRole("region", { name: "Exception" });
      await expect(exception).toContainText("RangeError");
      await expect(exception).toContainText("nobody caught it");
      await expect(exception.getByRole("listitem").first()).toContainText(/^charge in \S*\/shop\.js:\d+:\d+/);
      await expect(page.getByRole("region", { name: "Breadcrumbs" })).toContainText("2 pairs");
      await expect(page.getByRole("region", { name: "Breadcrumbs" })).toContainText("ui.click");
      await expect(page.getByRole("region", { name: "Tags" })).toContainText("plan");
      await expect(page.getByText("Grouped by type and the top")).toBeVisible();
      await expect(page.getByText("u-7", { exact: true })).toBeVisible();
      await accessible(page);

      const standing = page.getByRole("region", { name: "What was decided" }).getByRole("status");
      const resolve = page.getByRole("button", { name: "Resolve", exact: true });
      await way.press(resolve);
      await expect(standing).toContainText("Resolved");
      const reopen = page.getByRole("button", { name: "Open again" });
      await expect(reopen).toBeFocused();
      await way.press(page.getByRole("button", { name: "Mute" }));
      await way.press(page.getByRole("button", { name: "For 24 hours" }));
      await expect(standing).toContainText(/Muted until .* (CET|CEST|GMT\+[12])/);
      await way.press(page.getByRole("button", { name: "Mute" }));
      await way.press(page.getByRole("button", { name: "Until it was seen more often…" }));
      await accessible(page);
      const more = page.getByLabel("So many times more");
      await way.fill(more, "none");
      await page.keyboard.press("Enter");
      await expect(more).toBeFocused();
      await expect(more).toHaveAccessibleDescription("Enter a whole number from 1 to 1,000,000,000.");
      await way.fill(more, "5");
      await page.keyboard.press("Enter");
      await expect(standing).toContainText("Muted until it was seen 6 times: 5 more.");
      await way.press(reopen);
      await expect(standing).toHaveText("Nobody has decided about it yet.");
      await way.press(page.getByRole("button", { name: "Resolve in the next release" }));
      await expect(standing).toContainText("Release shop@1.4.0 may still have it");

      await way.press(page.getByRole("link", { name: "All errors of this project" }));
      await expect(page.getByText("Nothing is open")).toBeVisible();
      await accessible(page);
      await way.press(page.getByRole("button", { name: "Show groups of any status" }));
      await expect(page.getByRole("listitem").filter({ hasText: "RangeError" })).toContainText("Resolved");
      await accessible(page);
    });

    test("a wrong token is told, and the right one is forgotten when asked", async ({ page, system }) => {
      await page.goto("/errors");
      const token = page.getByLabel("Operator’s token");
      await way.press(page.getByRole("button", { name: "Show errors" }));
      await expect(token).toHaveAccessibleDescription(/Enter the operator’s token\./);
      await expect(token).toBeFocused();
      await way.fill(token, "not-the-token-of-anybody");
      await way.press(page.getByRole("button", { name: "Show errors" }));
      await expect(token).toHaveAccessibleDescription(/This is not the operator’s token\./);
      await expect(token).toBeFocused();
      await accessible(page);
      await way.fill(token, system.opsToken);
      await way.press(page.getByRole("button", { name: "Show errors" }));
      await expect(
        page.getByRole("heading", { name: "No program has reported an error here yet" }),
      ).toBeVisible();
      await expect(page.getByText(system.dsn, { exact: true })).toBeVisible();
      await accessible(page);
      await expect.poll(() => stored(page, system.opsToken)).toBe(false);
      await way.press(page.getByRole("button", { name: "Forget the token" }));
      await expect(token).toBeVisible();
      await expect(page.getByText(system.dsn)).toHaveCount(0);
    });

    test("two groups are merged, and taken apart again", async ({ page, system }) => {
      await report(system, { message: "The clock is slow", source: "clock" });
      await report(system, { message: "The queue is full", source: "queue" });
      await report(system, { message: "No room in the queue", source: "queue" });
      await enter(page, system, way);
      await way.press(page.getByRole("link", { name: "No room in the queue" }));
      await way.press(page.getByRole("button", { name: "Merge…" }));
      const dialog = page.getByRole("dialog");
      await way.check(dialog.getByRole("radio", { name: "The queue is full, 1 event" }));
      await accessible(page);
      await way.press(dialog.getByRole("button", { name: "Merge" }));
      await expect(page.getByRole("heading", { name: "No room in the queue" })).toBeFocused();
      await expect(page.getByText("its events are counted in another group")).toBeVisible();
      await accessible(page);
      await way.press(page.getByRole("region", { name: "What was decided" }).getByRole("link"));
      await expect(page.getByRole("heading", { name: "The queue is full" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "Event 1 of 2" })).toBeVisible();
      await way.press(page.getByRole("button", { name: /^Take out/ }));
      await expect(page.getByRole("heading", { name: "Event 1 of 1" })).toBeVisible();
    });
  });
}

test("filters and pages stand in the address, and going back goes back", async ({ page, system }) => {
  const names = [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => `Nobody knows ${letter.repeat(3)}`);
  for (const message of names) await report(system, { message, source: "clock" });
  await report(system, { message: "Disk is full", severity: "fatal", source: "store" });
  const click = WAYS[0] as Way;
  await click.begin(page);
  await enter(page, system, click);
  await expect(page.getByText("27 groups, 25 on this page")).toBeVisible();
  await page.getByRole("link", { name: "Seen earlier" }).click();
  await expect(page.getByText("27 groups, 2 on this page")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Errors" })).toBeFocused();
  await page.goBack();
  await expect(page.getByText("27 groups, 25 on this page")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("disk");
  await expect(page).toHaveURL(/text=disk/);
  await expect(page.getByText("1 group, those seen last first")).toBeVisible();
  await page.getByLabel("Search").fill("");
  await page.getByLabel("Fatal").check();
  await expect(page).toHaveURL(/severity=fatal/);
  await page.getByLabel("Seen").selectOption("In the last hour");
  await page.getByLabel("Source").fill("store");
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 group, those seen last first")).toBeVisible();
  await page.getByLabel("Source").fill("clock");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No group fits these filters")).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/errors$/);
  await expect(page.getByLabel("Fatal")).not.toBeChecked();
  await expect(page.getByLabel("Source")).toHaveValue("");
});

test("an account that may read errors needs no token, and another one is told why it may not", async ({
  page,
  system,
}) => {
  await report(system, { message: "Late" });
  await page.goto("/errors");
  await logIn(page, system, "ada@example.com");
  await expect(
    page.getByText("You are logged in as ada@example.com, which may not read errors"),
  ).toBeVisible();
  await accessible(page);
  await logIn(page, system, "operator@example.com");
  await page.getByRole("link", { name: "Late" }).click();
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await expect(page.getByRole("button", { name: "Open again" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Forget the token" })).toHaveCount(0);

  await page.evaluate(() => fetch("/api/auth/logout", { method: "POST" }));
  await page.getByRole("button", { name: "Open again" }).click();
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  const back = await page.getByRole("main").getByRole("link", { name: "Log in" }).getAttribute("href");
  expect(back).toMatch(/^\/login\?next=%2Ferrors%2F[\w-]{22}%3Fproject%3D1$/);
});

test("events are read one at a time, and the address says which", async ({ page, system }) => {
  for (const step of [1, 2, 3]) await report(system, { message: "Late", metadata: { step } });
  const click = WAYS[0] as Way;
  await enter(page, system, click);
  await page.getByRole("link", { name: "Late" }).click();
  await expect(page.getByRole("heading", { name: "Event 1 of 3" })).toBeVisible();
  await page.getByRole("link", { name: "Older event" }).click();
  await page.getByRole("link", { name: "Older event" }).click();
  await expect(page.getByRole("heading", { name: "Event 3 of 3" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Older event" })).toHaveAttribute("aria-disabled", "true");
  await page.getByText("Extra", { exact: true }).click();
  await expect(page.getByText('"step": 1')).toBeVisible();
  await expect(page).toHaveURL(/event=[0-9a-f]{32}/);
});

test("what SDKs lost is told, and a group that is not there", async ({ page, system }) => {
  const lost = { discarded_events: [{ reason: "ratelimit_backoff", category: "error", quantity: 12 }] };
  await envelope(system, "client_report", lost);
  await report(system, { message: "Late" });
  const click = WAYS[0] as Way;
  await enter(page, system, click);
  await expect(page.getByText("SDKs say they lost 12 events in the last week: rate limit 12.")).toBeVisible();
  await page.evaluate(() => {
    history.pushState(null, "", "/errors/AAAAAAAAAAAAAAAAAAAAAA");
  });
  await expect(page.getByRole("heading", { name: "There is no such group" })).toBeVisible();
  await accessible(page);
  await page.getByRole("link", { name: "All errors of this project" }).click();
  await expect(page.getByRole("link", { name: "Late" })).toBeVisible();
});

test("what a hostile program sends is shown as text, and breaks nothing on a phone", async ({
  page,
  system,
}) => {
  const evil = [
    "<img src=x onerror=alert(1)>",
    "\u202egpj.exe\u2066\u200b",
    "\u001b[31mred\u0007",
    `a${"\u0301".repeat(40)}`,
    "W".repeat(10_000),
  ].join(" ");
  const frame = { function: evil, filename: evil, lineno: 5, pre_context: [evil], context_line: evil };
  await envelope(system, "event", {
    event_id: "0".repeat(31).concat("1"),
    level: "error",
    message: evil,
    environment: evil.slice(0, 60),
    release: evil.slice(0, 190),
    transaction: evil,
    logger: evil,
    server_name: evil,
    tags: { [evil.slice(0, 150)]: evil.slice(0, 190) },
    user: { id: evil },
    extra: { [evil]: evil },
    exception: {
      values: [{ type: evil, value: evil, stacktrace: { frames: [{ ...frame, vars: { [evil]: evil } }] } }],
    },
    breadcrumbs: { values: [{ timestamp: 1, category: evil, message: evil, data: { evil } }] },
  });
  const narrow = WAYS[2] as Way;
  await narrow.begin(page);
  await enter(page, system, narrow);
  await page.getByRole("link", { name: "<img" }).click();
  await expect(page.getByRole("heading", { name: "Event 1 of 1" })).toBeVisible();
  for (const folded of await page.locator("summary").all()) await folded.click();
  const exception = page.getByRole("region", { name: "Exception" });
  await expect(exception.getByText("<img src=x onerror=alert(1)>").first()).toBeVisible();
  await expect(page.locator("main img")).toHaveCount(0);
  for (const mark of ["U+200B", "38 accents"]) await expect(exception.getByText(mark).first()).toBeVisible();
  const text = [await page.locator("main").textContent(), await page.title()].join();
  expect(text.match(/(?![\n\t])[\p{Cc}\p{Cf}]/gu)).toBeNull();
  const more = page.getByRole("button", { name: /^Show all/ });
  expect(await more.count()).toBeGreaterThan(2);
  for (let left = await more.count(); left > 0; left -= 1) await more.first().click();
  await expect(more).toHaveCount(0);
  await fits(page);
  await accessible(page);
});

/** Shows the token, as whoever runs the deployment does. */
async function enter(page: Page, system: System, way: Way): Promise<void> {
  await page.goto("/errors");
  await way.fill(page.getByLabel("Operator’s token"), system.opsToken);
  await way.press(page.getByRole("button", { name: "Show errors" }));
  await expect(page.getByRole("button", { name: "Refresh" })).toBeVisible();
}

/** Opens an account, and logs this browser in. */
async function logIn(page: Page, system: System, email: string): Promise<void> {
  const password = "walnut umbrella on a tuesday";
  expect((await post(system, "/api/auth/register", { email, password })).status).toBe(202);
  // The newest mail may still be another account's.
  const verified = async () => {
    const token = (await mailedLink(system, "verify-email")).split("#token=")[1];
    return (await post(system, "/api/auth/verify-email", { token, password })).status;
  };
  await expect.poll(verified).toBe(200);
  await page.evaluate(() => fetch("/api/auth/logout", { method: "POST" }));
  await page.goto("/login?next=/errors");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL((url) => url.pathname === "/errors");
}

/** Reports as a program without an SDK does. */
async function report(system: System, body: object): Promise<void> {
  const response = await fetch(`${system.url}/api/errors/log`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(202);
}

/** Sends one item as an SDK does. */
async function envelope(system: System, type: string, item: object): Promise<void> {
  const key = new URL(system.dsn).username;
  const response = await fetch(`${system.url}/api/1/envelope/?sentry_key=${key}`, {
    method: "POST",
    body: ["{}", JSON.stringify({ type }), JSON.stringify(item), ""].join("\n"),
  });
  expect(response.status).toBe(200);
}

/** Whether anything that outlives the page holds a text. */
function stored(page: Page, text: string): Promise<boolean> {
  return page.evaluate(
    (text) =>
      [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join().includes(text),
    text,
  );
}
