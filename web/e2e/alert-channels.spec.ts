import { alertsOf, examiningFromTop, untilOpen, watching } from "./alerting";
import { ADDRESS, logIn } from "./person";
import { isSigned, receiver } from "./receiver";
import { WAYS } from "./ways";
import { expect, test } from "./world";

test.describe.configure({ timeout: 240_000 });

for (const way of WAYS) {
  const examine = examiningFromTop(way);
  test.describe(way.name, () => {
    test.beforeEach(async ({ page }) => way.begin(page));

    test("a webhook is added with its secret, tested, switched off by its receiver, and removed", async ({
      page,
      system,
    }) => {
      const pager = await receiver();
      const watched = await watching(system);
      await logIn(page, way, `/orgs/${watched.org}/alerts`);
      await expect(page.getByText(`E-mail to ${ADDRESS}`)).toBeVisible();
      await way.press(page.getByRole("button", { name: "Add a channel" }));
      const adding = page.getByRole("dialog", { name: "A new channel" });
      await way.press(adding.getByRole("button", { name: "Add" }));
      await expect(adding.getByText("Enter a name of 1 to 80 characters.")).toBeVisible();
      await way.fill(adding.getByLabel("Name"), "Pager");
      await way.fill(adding.getByLabel("Address"), "http://hooks.example.com/");
      await way.press(adding.getByRole("button", { name: "Add" }));
      await expect(adding.getByLabel("Address")).toBeFocused();
      await expect(adding.getByText("Has to begin with https://.", { exact: true })).toBeVisible();
      await examine(page);
      await way.fill(adding.getByLabel("Address"), pager.url);
      await way.press(adding.getByRole("button", { name: "Add" }));

      const secret = page.getByRole("dialog", { name: "Keep this secret" });
      const shown = (await secret.locator("code").textContent()) ?? "";
      await examine(page);
      await page.keyboard.press("Escape");
      await expect(secret).toBeVisible();
      await way.press(secret.getByRole("button", { name: "I have kept it" }));
      await expect(secret).toBeHidden();
      await way.press(page.getByRole("button", { name: "Close the message" }));
      await expect(page.getByText(/^Webhook to http:\/\/127\.0\.0\.1:\d+\/…$/)).toBeVisible();
      await expect(page.getByText(`E-mail to ${ADDRESS}`)).toBeVisible();

      const item = page.getByRole("listitem").filter({ hasText: "Pager" });
      await way.press(item.getByRole("button", { name: "Test Pager" }));
      await expect(item.getByText("The test message was accepted.")).toBeVisible();
      expect(pager.posts.map((post) => isSigned(post, shown))).toEqual([true]);
      await examine(page);

      pager.status = 410;
      await way.press(item.getByRole("button", { name: "Test Pager" }));
      await expect(
        item.getByText(/^The test message failed: it answered that it wants nothing more/),
      ).toBeVisible();
      await expect(item.getByText("Disabled")).toBeVisible();
      await examine(page);
      await way.press(item.getByRole("button", { name: "Enable Pager" }));
      await expect(item.getByText("Disabled")).toBeHidden();

      await way.press(item.getByRole("button", { name: "Edit Pager" }));
      const editing = page.getByRole("dialog", { name: "Channel Pager" });
      await way.fill(editing.getByLabel("Name"), "Night shift");
      await way.press(editing.getByRole("button", { name: "Save" }));
      await expect(page.getByText("Night shift: changed.")).toBeVisible();
      pager.status = 204;
      const renamed = page.getByRole("listitem").filter({ hasText: "Night shift" });
      await way.press(renamed.getByRole("button", { name: "Test Night shift" }));
      await expect(renamed.getByText("The test message was accepted.")).toBeVisible();

      await way.press(renamed.getByRole("button", { name: "Remove Night shift" }));
      const removing = page.getByRole("dialog", { name: "Remove Night shift?" });
      await examine(page);
      await way.press(removing.getByRole("button", { name: "Remove", exact: true }));
      await expect(page.getByText("Night shift: removed.")).toBeVisible();
      await expect(renamed).toHaveCount(0);
      expect((await alertsOf(system, watched)).channels.map((one: { id: string }) => one.id)).toEqual([
        "email",
      ]);
      await pager.stop();
    });

    test("a test mail says where it goes, and arrives", async ({ page, system }) => {
      const watched = await watching(system);
      await logIn(page, way, `/orgs/${watched.org}/alerts`);
      await way.press(page.getByRole("button", { name: "Test E-mail" }));
      await expect(page.getByText(`A test mail is on its way to ${ADDRESS}.`)).toBeVisible();
      const mails = async () => (await fetch(`${system.url}/dev/mail`)).text();
      await expect.poll(mails).toContain("Overland Outfitters");
    });

    test("quiet hours are set in a time zone, and taken back", async ({ page, system }) => {
      const watched = await watching(system);
      await logIn(page, way, `/orgs/${watched.org}/alerts`);
      await way.press(page.getByRole("button", { name: "Set quiet hours" }));
      const dialog = page.getByRole("dialog", { name: "Quiet hours" });
      await way.choose(dialog.getByLabel("Time zone"), "America/New York");
      await examine(page);
      await way.press(dialog.getByRole("button", { name: "Save" }));
      await expect(
        page.getByText("From 22:00 to 07:00 on the next day, America/New_York, every day."),
      ).toBeVisible();
      await way.press(page.getByRole("button", { name: "Undo" }));
      await expect(page.getByText("None: messages are sent at any time.")).toBeVisible();
      expect((await alertsOf(system, watched)).quietHours).toBeNull();
    });

    test("the events are listed by day, and narrowed by kind and limit in the address", async ({
      page,
      system,
    }) => {
      const watched = await watching(system);
      const path = `/orgs/${watched.org}/events`;
      await logIn(page, way, path);
      await expect(page.getByText("Nothing has happened yet")).toBeVisible();
      await examine(page);
      await untilOpen(system, watched, "DailyApiRequests");
      await page.reload();
      await expect(page.getByRole("heading", { level: 2, name: "Today" })).toBeVisible();
      await examine(page);
      await way.choose(page.getByLabel("Limit"), "Daily API requests");
      await expect(page).toHaveURL(`${path}?limit=DailyApiRequests`);
      await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
      await expect(page.getByRole("listitem").getByText(/^Daily API requests: used up/)).toBeVisible();
      await page.goto(`${path}?kind=connectionLost`);
      await expect(page.getByText("Nothing of that kind among the events that are loaded")).toBeVisible();
      await way.press(page.getByRole("button", { name: "Show all events" }));
      await expect(page.getByRole("link", { name: "Daily API requests" })).toBeVisible();
    });
  });
}
