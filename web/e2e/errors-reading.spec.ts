import { accessible } from "./axe";
import { enter, envelope, logInAs, report } from "./errors";
import { fits, WAYS, type Way } from "./ways";
import { expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 300_000 });

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
  await logInAs(page, system, "ada@example.com");
  await expect(
    page.getByText("You are logged in as ada@example.com, which may not read errors"),
  ).toBeVisible();
  await accessible(page);
  await logInAs(page, system, "operator@example.com");
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
