import { accessible } from "./axe";
import { ADDRESS, logIn, mailedLink, OTHER, openAccount, PASSWORD, post } from "./person";
import { WAYS, type Way } from "./ways";
import { expect, test } from "./world";

test.describe.configure({ timeout: 180_000 });

test("two tabs whose access is over at the same moment fetch new tokens once and both go on", async ({
  page,
  system,
  context,
}) => {
  await openAccount(system);
  const [way] = WAYS as [Way];
  await logIn(page, way, "/devices");
  const second = await context.newPage();
  await second.goto("/devices");
  await expect(second.getByText("This device")).toBeVisible();
  for (let round = 0; round < 3; round++) {
    const refreshes: number[] = [];
    const count = (answer: { url(): string; status(): number }) => {
      if (answer.url().endsWith("/api/auth/refresh")) refreshes.push(answer.status());
    };
    context.on("response", count);
    await context.clearCookies({ name: "__Host-access" });
    await Promise.all([page.reload(), second.reload()]);
    for (const tab of [page, second]) {
      await expect(tab.getByText("This device")).toBeVisible();
      await expect(tab.getByRole("listitem")).toHaveCount(1);
    }
    context.off("response", count);
    expect(refreshes.filter((status) => status !== 200)).toEqual([]);
    expect(refreshes.length).toBeGreaterThan(0);
  }
});

test("new tokens that cannot be had for a moment log nobody out", async ({
  page,
  system,
  context,
  complaints,
}) => {
  await openAccount(system);
  const [way] = WAYS as [Way];
  await logIn(page, way, "/account");
  await context.clearCookies({ name: "__Host-access" });
  // Stands for a network that breaks just then.
  await page.route("**/api/auth/refresh", (route) => route.abort());
  await page.goto("/devices");
  await expect(page.getByText("Force Monitor cannot be reached.")).toBeVisible();
  await accessible(page);
  await page.unroute("**/api/auth/refresh");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("This device")).toBeVisible();
  expect(new Set(complaints.splice(0).map((text) => text.replace(/.*net::/, "")))).toContain("ERR_FAILED");
});

test("a visitor without an account causes no refusal", async ({ page, complaints }) => {
  await page.goto("/connect");
  await expect(page.getByRole("link", { name: "Log in" })).toBeVisible();
  await page.goto("/login");
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("an account is found by its cookies alone", async ({ page, system }) => {
  await openAccount(system);
  const [way] = WAYS as [Way];
  await logIn(page, way, "/account");
  await page.evaluate(() => localStorage.clear());
  await page.goto("/devices");
  await expect(page.getByText("This device")).toBeVisible();
});

test("an opened link uses nothing up, its token leaves the address bar, and another link may follow", async ({
  page,
  system,
}) => {
  const posts: string[] = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  await post(system, "/api/auth/register", { email: ADDRESS, password: PASSWORD });
  const link = await mailedLink(system, "verify-email");
  const button = page.getByRole("button", { name: "Confirm my address" });
  for (let visit = 0; visit < 2; visit++) {
    await page.goto("about:blank");
    await page.goto(link);
    await expect(button).toBeVisible();
    expect(page.url()).toBe(`${system.url}/verify-email`);
  }
  await page.reload();
  await expect(page.getByText("is not whole")).toBeVisible();
  expect(posts).toEqual([]);
  // The same document with another fragment, as when somebody pastes a link into the address bar.
  await page.goto(link);
  await expect(button).toBeVisible();
  expect(page.url()).toBe(`${system.url}/verify-email`);
  await page.getByLabel("Password", { exact: true }).fill(OTHER);
  await button.click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/another password/);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await button.click();
  await expect(page.getByRole("heading", { name: "Your account is open" })).toBeVisible();
  await page.goBack();
  expect(page.url()).not.toContain("token");
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await button.click();
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeFocused();
});

test("every field has a label and a word for password managers", async ({ page, system }) => {
  await openAccount(system);
  const told: unknown[] = [];
  const look = async (path: string) => {
    await page.goto(path);
    await page.locator("form").first().waitFor();
    told.push(
      ...(await page
        .locator("input:not([hidden])")
        .evaluateAll((all) =>
          (all as HTMLInputElement[]).map((it) =>
            [it.name, it.type, it.autocomplete, it.labels?.length].join(" "),
          ),
        )),
    );
  };
  for (const path of ["/login", "/register", "/forgot-password", "/verify-email#token=none"])
    await look(path);
  const [way] = WAYS as [Way];
  await logIn(page, way, "/account");
  await look("/account");
  expect(told).toEqual([
    "email email username 1",
    "password password current-password 1",
    "email email username 1",
    "password password new-password 1",
    "email email username 1",
    "password password current-password 1",
    "currentPassword password current-password 1",
    "newPassword password new-password 1",
  ]);
  await expect(page.locator("input[hidden][autocomplete=username]")).toHaveValue(ADDRESS);
});

test("a password can be pasted, and shown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/register");
  const password = page.getByLabel("Password", { exact: true });
  await password.focus();
  await page.evaluate((text) => navigator.clipboard.writeText(text), PASSWORD);
  await page.keyboard.press("Control+V");
  await expect(password).toHaveValue(PASSWORD);
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
});
