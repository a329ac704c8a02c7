import type { Locator, Page } from "@playwright/test";
import { examination } from "./axe";
import { ADDRESS, logInElsewhere, mailedLink, OTHER, openAccount, PASSWORD, statusOf } from "./person";
import { WAYS, type Way } from "./ways";
import { expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 180_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("a person registers, confirms the address, logs in, changes the password and logs out", async ({
      page,
      system,
    }) => {
      const seen = addressesOf(page);
      await page.goto("/login");
      await examine(page);
      await way.press(page.getByRole("link", { name: "Open an account" }));
      await way.fill(page.getByLabel("E-mail address"), ADDRESS);
      await way.fill(page.getByLabel("Password", { exact: true }), PASSWORD);
      await expect(page.getByText("Very good")).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("button", { name: "Register" }));
      await expect(heading(page, "Look into your mail")).toBeFocused();
      await expect(page.getByText(ADDRESS)).toBeVisible();
      await examine(page);

      await page.goto(await mailedLink(system, "verify-email"));
      await expect(page).toHaveURL(`${system.url}/verify-email`);
      await examine(page);
      await way.fill(page.getByLabel("Password", { exact: true }), PASSWORD);
      await way.press(page.getByRole("button", { name: "Confirm my address" }));
      await expect(heading(page, "Your account is open")).toBeFocused();
      await examine(page);
      await way.press(page.getByRole("main").getByRole("link", { name: "Log in" }));
      await expect(page.getByLabel("E-mail address")).toHaveValue(ADDRESS);
      await way.fill(page.getByLabel("Password", { exact: true }), PASSWORD);
      await way.press(page.getByRole("button", { name: "Log in" }));
      await expect(heading(page, "Your account")).toBeVisible();
      await examine(page);
      const kept = await page.context().cookies();
      expect(
        kept
          .filter((each) => each.httpOnly && each.sameSite === "Strict")
          .map(({ name }) => name)
          .sort(),
      ).toEqual(["__Host-access", "__Host-device", "__Secure-refresh"]);

      await way.press(page.getByRole("link", { name: "Devices" }));
      await expect(page.getByRole("listitem")).toHaveText([/Chrome on Linux.*Last used.*This device/]);
      await examine(page);
      await way.press(page.getByRole("main").getByRole("link", { name: "Your account" }));
      await change(page, way, "wrong", OTHER);
      await expect(page.getByLabel("Present password", { exact: true })).toBeFocused();
      await expect(page.getByLabel("Present password", { exact: true })).toHaveAccessibleDescription(
        /another one/,
      );
      await change(page, way, PASSWORD, "short");
      await expect(page.getByLabel("New password", { exact: true })).toBeFocused();
      await expect(page.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(
        /at least 15/,
      );
      await examine(page);
      await way.press(page.getByRole("button", { name: "Show new password" }));
      await expect(page.getByLabel("New password", { exact: true })).toHaveAttribute("type", "text");
      await change(page, way, PASSWORD, OTHER);
      await expect(page.getByText("Your password is new")).toBeVisible();
      await expect(page.getByLabel("New password", { exact: true })).toHaveAttribute("type", "password");
      await expect(page.getByLabel("New password", { exact: true })).toHaveValue("");

      await way.press(page.getByRole("button", { name: "Log out" }));
      await expect(page.getByText("You are logged out.")).toBeVisible();
      expect((await page.context().cookies()).map(({ name }) => name)).toEqual(["__Host-device"]);
      await page.goto("/account");
      await expect(heading(page, "Log in")).toBeVisible();
      expect(seen.filter((address) => /token|umbrella|lemons|ada/.test(address))).toEqual([]);
    });

    test("a forgotten password is set anew by the mail, whose link is good once", async ({
      page,
      system,
    }) => {
      await openAccount(system);
      const elsewhere = await logInElsewhere(system);
      await page.goto("/login");
      await way.fill(page.getByLabel("E-mail address"), ADDRESS);
      await way.press(page.getByRole("link", { name: "Forgot your password?" }));
      await expect(page.getByLabel("E-mail address")).toHaveValue(ADDRESS);
      await examine(page);
      await way.press(page.getByRole("button", { name: "Mail me a link" }));
      await expect(heading(page, "Look into your mail")).toBeFocused();
      await expect(page.getByText("If there is an account with this address")).toBeVisible();

      const link = await mailedLink(system, "reset-password");
      await page.goto(link);
      await expect(page.getByText("a***@e***.com")).toBeVisible();
      await expect(page).toHaveURL(`${system.url}/reset-password`);
      const fresh = page.getByLabel("New password", { exact: true });
      await way.fill(fresh, "passwordpassword");
      await expect(page.getByText("Easy to guess: the same again and again")).toBeVisible();
      await way.press(page.getByRole("button", { name: "Set the password" }));
      await expect(fresh).toBeFocused();
      await expect(fresh).toHaveAccessibleDescription(/This password is easy to guess/);
      await examine(page);
      await way.fill(fresh, OTHER);
      await way.press(page.getByRole("button", { name: "Set the password" }));
      await expect(heading(page, "Your password is new")).toBeFocused();
      await examine(page);
      expect(await statusOf(system, elsewhere)).toBe(401);

      await way.press(page.getByRole("main").getByRole("link", { name: "Log in" }));
      await way.fill(page.getByLabel("E-mail address"), ADDRESS);
      await way.fill(page.getByLabel("Password", { exact: true }), PASSWORD);
      await way.press(page.getByRole("button", { name: "Log in" }));
      await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
      await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/do not fit/);
      await examine(page);
      await way.fill(page.getByLabel("Password", { exact: true }), OTHER);
      await way.press(page.getByRole("button", { name: "Log in" }));
      await expect(heading(page, "Your account")).toBeVisible();

      await page.goto("about:blank");
      await page.goto(link);
      await expect(heading(page, "This link does not work")).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("link", { name: "Ask for a new link" }));
      await expect(heading(page, "Forgot your password?")).toBeVisible();
    });
  });
}

/** Every address that the page has been at. */
function addressesOf(page: Page): string[] {
  const seen: string[] = [];
  page.on("framenavigated", (frame) => {
    // A mailed link is how the token comes; it must not be left there.
    if (!/#token=/.test(frame.url())) seen.push(frame.url());
  });
  return seen;
}

function heading(page: Page, name: string): Locator {
  return page.getByRole("heading", { level: 1, name });
}

async function change(page: Page, way: Way, present: string, chosen: string): Promise<void> {
  await way.fill(page.getByLabel("Present password", { exact: true }), present);
  await way.fill(page.getByLabel("New password", { exact: true }), chosen);
  await way.press(page.getByRole("button", { name: "Change the password" }));
}
