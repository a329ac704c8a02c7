import { examination } from "./axe";
import { explained } from "./causes";
import { logIn, logInHere, openAccount } from "./person";
import { appOf, approve, heading, openConnection, orgHere, readOnce, WATCHED } from "./watched";
import { WAYS } from "./ways";
import { connect, expect, test } from "./world";

// Each state is examined in both themes, which takes its time.
test.describe.configure({ timeout: 240_000 });

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(async ({ page, system }) => {
      await way.begin(page);
      await openAccount(system);
    });

    test("an org comes to be watched by a person's approval, and says that it learns", async ({
      page,
      system,
    }) => {
      await page.goto("/");
      await way.press(page.getByRole("link", { name: "Watch an org" }));
      await logInHere(page, way);
      await expect(heading(page, "Watch an org")).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("button", { name: "Watch a production org" }));
      await expect(page.getByRole("listitem")).toHaveText(["api", "id", "refresh_token"]);
      await approve(page, way, WATCHED.busy.name);
      const org = await orgHere(page);
      await readOnce(system, org);
      await page.reload();
      await expect(page.getByText(/learning/i).first()).toBeVisible();
      await openConnection(page, way, org);
      await expect(heading(page, "The connection works")).toBeVisible();
      await expect(page.getByText("A person’s approval of Force Monitor’s app")).toBeVisible();
      await examine(page);
    });

    test("an approval that is denied leads back to where it was asked for, with what was typed", async ({
      page,
      system,
    }) => {
      await logIn(page, way, "/orgs/new");
      const field = page.getByLabel("Or your org’s My Domain");
      await way.fill(field, "ada@example.com");
      await way.press(page.getByRole("button", { name: "Watch this org" }));
      await expect(field).toBeFocused();
      await expect(field).toHaveAccessibleDescription(/^.*That is a username or an e-mail address/);
      await way.fill(field, "northwind");
      await way.press(page.getByRole("button", { name: "Watch this org" }));
      await page.waitForURL(`${system.simulator}/**`);
      await way.press(page.getByRole("button", { name: "Deny" }));
      await explained(page, "denied");
      await examine(page);
      await way.press(page.getByRole("link", { name: "Go on with watching the org" }));
      await expect(heading(page, "Watch an org")).toBeVisible();
      await expect(field).toHaveValue("northwind");
    });

    test("an org's own app connects it; a wrong secret is refused, and nothing is lost", async ({ page }) => {
      const app = appOf(WATCHED.partial);
      await logIn(page, way, "/orgs/new");
      await way.check(page.getByRole("radio", { name: /^An app of the org’s own/ }));
      await expect(page).toHaveURL(/\?by=app$/);
      await way.press(page.getByRole("button", { name: "Watch this org" }));
      await expect(page.getByLabel("My Domain of the org")).toBeFocused();
      await examine(page);
      await way.fill(page.getByLabel("My Domain of the org"), app.host);
      await way.fill(page.getByLabel("Consumer key"), app.clientId);
      await way.fill(page.getByLabel("Consumer secret", { exact: true }), "not-the-secret");
      await way.press(page.getByRole("button", { name: "Watch this org" }));
      await expect(page.getByRole("alert")).toHaveText(
        'Salesforce says "invalid client credentials" (invalid_client). Check the app\'s consumer key and ' +
          "secret, and connect the org again.",
      );
      await expect(page.getByLabel("Consumer key")).toHaveValue(app.clientId);
      await expect(page.getByLabel("Consumer secret", { exact: true })).toHaveValue("not-the-secret");
      await examine(page);
      await way.fill(page.getByLabel("Consumer secret", { exact: true }), app.clientSecret);
      await way.press(page.getByRole("button", { name: "Watch this org" }));
      const org = await orgHere(page);
      expect(page.url()).not.toContain("?");
      await openConnection(page, way, org);
      await expect(page.getByText("The org’s own app, without a person")).toBeVisible();
    });

    test("the org that somebody looks at is offered first, and not offered again once it is watched", async ({
      page,
    }) => {
      await connect(page);
      await logIn(page, way, "/orgs/new");
      await examine(page);
      await way.press(page.getByRole("button", { name: "Watch Northwind Freight" }));
      await approve(page, way, WATCHED.busy.name);
      await orgHere(page);
      await page.goto("/orgs/new");
      await expect(page.getByText("The org that you are connected to is watched already:")).toBeVisible();
      await page.goto("/account");
      await expect(page.getByRole("region", { name: "Watched orgs" }).getByRole("listitem")).toHaveCount(1);
      await examine(page);
    });
  });
}

test("a failure that is met without a note of what was meant offers both, a look and watching", async ({
  page,
}) => {
  await page.goto("/connect/denied");
  await expect(page.getByRole("link", { name: "Connect a production org" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Watch an org" })).toHaveAttribute("href", "/orgs/new");
  await page.goto("/connect/not-configured");
  await expect(page.getByRole("link", { name: "by an app of its own" })).toHaveAttribute(
    "href",
    "/orgs/new?by=app",
  );
});
