import type { Page } from "@playwright/test";
import { examination } from "./axe";
import { ADDRESS, PASSWORD, post } from "./person";
import { WAYS, type Way } from "./ways";
import { expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 180_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("what is missing in a form is said beside its fields, the first of which has the focus", async ({
      page,
    }) => {
      await page.goto("/register");
      await way.press(page.getByRole("button", { name: "Register" }));
      const email = page.getByLabel("E-mail address");
      await expect(email).toBeFocused();
      await expect(email).toHaveAccessibleDescription("Enter your e-mail address.");
      await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(
        /Enter a password\./,
      );
      await examine(page);
      await way.fill(email, "nobody");
      await way.fill(page.getByLabel("Password", { exact: true }), "short");
      await way.press(page.getByRole("button", { name: "Register" }));
      await expect(email).toHaveAccessibleDescription(/one looks like name@example.com/);
      await way.fill(email, ADDRESS);
      await way.press(page.getByRole("button", { name: "Register" }));
      await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
      await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(
        /Use at least 15/,
      );
    });

    test("whoever tries too often sees how long to wait, to the second", async ({ page, system }) => {
      for (let attempt = 0; attempt < 5; attempt++) {
        await post(system, "/api/auth/login", { email: ADDRESS, password: "wrong" });
      }
      await page.clock.install({ time: "2026-11-20T14:30:00Z" });
      await page.goto("/login");
      await page.clock.pauseAt("2026-11-20T14:31:00Z");
      await logIn(page, way);
      await expect(page.getByRole("alert")).toHaveText(
        /^Too many attempts. Try again at 15:4[56]:\d\d \(Europe\/Berlin\)\.$/,
      );
      await expect(page.getByRole("timer")).toHaveText(/^Wait 1[45]:\d\d$/);
      await expect(page.getByRole("button", { name: "Log in" })).toHaveAttribute("aria-disabled", "true");
      await page.clock.runFor(840_000);
      await expect(page.getByRole("timer")).toHaveText(/^Wait [01]:\d\d$/);
      // The examination needs time that passes.
      await page.clock.resume();
      await examine(page);
      await page.clock.runFor(60_000);
      await expect(page.getByRole("timer")).toHaveCount(0);
      await expect(page.getByText("You can try again now.")).toBeVisible();
      await expect(page.getByRole("button", { name: "Log in" })).not.toHaveAttribute("aria-disabled");
    });

    test("another mail can be asked for after a minute, and the address is not typed again", async ({
      page,
      system,
    }) => {
      await page.clock.install();
      await page.goto("/forgot-password");
      await way.fill(page.getByLabel("E-mail address"), ADDRESS);
      await way.press(page.getByRole("button", { name: "Mail me a link" }));
      const again = page.getByRole("button", { name: "Send another mail" });
      await expect(again).toHaveAttribute("aria-disabled", "true");
      await expect(page.getByText(/^in \d+ s$/)).toBeVisible();
      await page.clock.runFor(61_000);
      await expect(again).not.toHaveAttribute("aria-disabled");
      const asked = page.waitForResponse(`${system.url}/api/forgot-password`);
      await way.press(again);
      expect((await asked).status()).toBe(200);
      await expect(page.getByText("Asked again.")).toBeVisible();
      await expect(again).toHaveAttribute("aria-disabled", "true");
      await expect(again).toBeFocused();
      await way.press(page.getByText("No mail?"));
      await expect(page.getByText("Look among the unwanted mails")).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("button", { name: "Use another address" }));
      await expect(page.getByLabel("E-mail address")).toHaveValue(ADDRESS);
    });
  });
}

async function logIn(page: Page, way: Way): Promise<void> {
  await way.fill(page.getByLabel("E-mail address"), ADDRESS);
  await way.fill(page.getByLabel("Password", { exact: true }), PASSWORD);
  await way.press(page.getByRole("button", { name: "Log in" }));
}

test("the second click of a double click reaches nothing that has come with the first", async ({ page }) => {
  await page.goto("/login");
  await expect(page.getByRole("heading", { name: "Log in" })).toBeVisible();
  await page.evaluate(() => {
    const [first, second] = ["First", "Second"].map((words) =>
      Object.assign(document.createElement("button"), { textContent: words }),
    ) as [HTMLButtonElement, HTMLButtonElement];
    first.onclick = () => first.replaceWith(second);
    second.onclick = () => second.replaceWith("reached");
    document.querySelector("main")?.prepend(first);
  });
  await page.getByRole("button", { name: "First" }).dblclick();
  await expect(page.getByRole("button", { name: "Second" })).toBeVisible();
  await expect(page.getByText("reached")).toHaveCount(0);
  await page.getByRole("button", { name: "Second" }).click();
  await expect(page.getByText("reached")).toBeVisible();
});
