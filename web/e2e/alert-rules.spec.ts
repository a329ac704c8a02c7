import { alertsOf, examiningFromTop, untilOpen, watching } from "./alerting";
import { logIn } from "./person";
import { WAYS } from "./ways";
import { expect, test } from "./world";

// Readings come by the clock, and each state is examined in both themes.
test.describe.configure({ timeout: 240_000 });

for (const way of WAYS) {
  const examine = examiningFromTop(way);
  test.describe(way.name, () => {
    test.beforeEach(async ({ page }) => way.begin(page));

    test("one limit is muted with a note, and nothing that was typed is lost unasked", async ({
      page,
      system,
    }) => {
      const watched = await watching(system);
      await untilOpen(system, watched);
      const path = `/orgs/${watched.org}/alerts`;
      await logIn(page, way, path);
      await page.goto(`${path}?mute=DailyApiRequests`);
      const dialog = page.getByRole("dialog", { name: "Mute Daily API requests" });
      await expect(dialog.getByRole("radio", { name: /^This limit alone/ })).toBeChecked();
      await way.fill(dialog.getByLabel("Why (may be empty)"), "data migration, ask Ada");
      await way.check(dialog.getByRole("radio", { name: "Until tomorrow, 08:00" }));
      await page.keyboard.press("Escape");
      const leaving = page.getByRole("dialog", { name: "Leave without saving?" });
      await examine(page);
      await way.press(leaving.getByRole("button", { name: "Go on editing" }));
      await expect(dialog.getByLabel("Why (may be empty)")).toHaveValue("data migration, ask Ada");
      await way.press(dialog.getByRole("button", { name: "Mute", exact: true }));
      await expect(dialog).toBeHidden();
      await expect(page.getByText("Daily API requests is muted.")).toBeVisible();
      await way.press(page.getByRole("button", { name: "Close the message" }));
      await expect(
        page.getByText(/^Muted until .* 08:00 .*: data migration, ask Ada$/).first(),
      ).toBeVisible();
      await expect(
        page.getByText(/Not for Daily API requests: more specific rules hold there/).first(),
      ).toBeVisible();
      await examine(page);
      const { rules } = await alertsOf(system, watched);
      const own = rules.filter(
        (rule: { scope: { limit?: string } }) => rule.scope.limit === "DailyApiRequests",
      );
      expect(own.map((rule: { mute: { note: string } }) => rule.mute.note)).toEqual(
        own.map(() => "data migration, ask Ada"),
      );
      await way.press(page.getByRole("button", { name: /^Unmute/ }).first());
      await expect(page.getByText("The rule is not muted any more.")).toBeVisible();
    });

    test("a rule is added for an area, gets other thresholds, and comes back when removed", async ({
      page,
      system,
    }) => {
      const watched = await watching(system);
      await logIn(page, way, `/orgs/${watched.org}/alerts`);
      await way.press(page.getByRole("button", { name: "Add a rule" }));
      const dialog = page.getByRole("dialog");
      await way.choose(dialog.getByLabel("Kind"), "Level of use");
      await expect(dialog.getByText(/^There is a rule of this kind for this already/)).toBeVisible();
      await way.choose(dialog.getByLabel("For", { exact: true }), "Storage limits");
      await expect(dialog.getByText(/^There is a rule of this kind/)).toBeHidden();
      await way.press(dialog.getByRole("button", { name: "Save" }));
      await expect(page.getByRole("heading", { level: 3, name: "Storage limits" })).toBeVisible();
      await expect(page.getByText(/^Level of use. Not for all storage limits/)).toBeVisible();

      const more = page.getByRole("button", { name: /^More for: .* for all storage limits$/ });
      await way.press(more);
      await way.press(page.getByRole("button", { name: "Other thresholds for a while" }));
      await way.fill(dialog.getByLabel("Critical above", { exact: true }), "95");
      await way.check(dialog.getByRole("radio", { name: "For a week" }));
      await way.press(dialog.getByRole("button", { name: "Save" }));
      await expect(page.getByText(/^Until .*: Warn above 60.%, critical above 95.%$/)).toBeVisible();

      await way.press(more);
      await way.press(page.getByRole("button", { name: "Remove", exact: true }));
      await expect(page.getByText("The rule is removed.")).toBeVisible();
      await expect(more).toHaveCount(0);
      await way.press(page.getByRole("button", { name: "Undo" }));
      await expect(more).toBeVisible();
      const { rules } = await alertsOf(system, watched);
      expect(rules.at(-1)).toMatchObject({
        scope: { category: "storage" },
        temporary: { condition: { critical: 95 } },
      });
    });
  });
}
