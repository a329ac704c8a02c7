import { examination } from "./axe";
import { answeredOrgs, breakTwo, type OrgName, readAnew, rows, shownOrgs, watch } from "./fleet";
import { simulated } from "./simulator";
import { WAYS } from "./ways";
import { expect, test } from "./world";

test.describe.configure({ timeout: 120_000 });

const ALL: readonly OrgName[] = ["quiet", "sandbox", "full", "over"];

for (const way of WAYS) {
  const examine = examination(way);
  test.describe(way.name, () => {
    test.beforeEach(({ page }) => way.begin(page));

    test("an account without orgs is told the three steps and led to the first", async ({ page }) => {
      await page.goto("/dev/fleet");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Watch your first org");
      await expect(page.getByRole("listitem")).toHaveCount(3);
      await examine(page);
      await way.press(page.getByRole("link", { name: "Add an org" }));
      await expect(page).toHaveURL(/\/orgs\/new$/);
    });

    test("the answer over all orgs comes first, then the orgs, the gravest on top", async ({
      page,
      system,
    }) => {
      await watch(page, system, ALL);
      const heading = page.getByRole("heading", { level: 1 });
      await expect(heading).toHaveText(/^Overland Outfitters: Monthly platform event entitlement: used up/);
      expect((await shownOrgs(page))[0]).toBe("Overland Outfitters");
      const quiet = rows(page).filter({ hasText: "Quiet Pines Lab" });
      await expect(quiet).toContainText("Nothing is near its limit");
      await expect(quiet).toContainText(/read (just now|\d+ (s|min) ago)/);
      await examine(page);
      await way.press(rows(page).getByRole("link", { name: "Overland Outfitters" }));
      await expect(page).toHaveURL(/\/orgs\/00D\w{15}$/);
    });

    test("numbers, kind, search and order stand in the address", async ({ page, system }) => {
      await watch(page, system, ALL);
      await way.press(page.getByRole("list", { name: "Orgs by state" }).getByRole("link", { name: "Fine" }));
      await expect(page).toHaveURL(/state=ok/);
      await expect.poll(() => shownOrgs(page)).toEqual(["Northwind Freight UAT", "Quiet Pines Lab"]);
      await way.choose(page.getByLabel("Kind"), "Sandbox");
      await expect.poll(() => shownOrgs(page)).toEqual(["Northwind Freight UAT"]);
      await page.reload();
      await expect.poll(() => shownOrgs(page)).toEqual(["Northwind Freight UAT"]);
      await way.fill(page.getByRole("searchbox", { name: "Search orgs" }), "no such org");
      await expect(page.getByText("No org fits these filters")).toBeVisible();
      await examine(page);
      await way.press(page.getByRole("button", { name: "Clear filters" }));
      await way.choose(page.getByLabel("Sort by"), "Name");
      await expect(page).toHaveURL(/\?sort=name$/);
      const byName = [
        "Brimful Storage Co",
        "Northwind Freight UAT",
        "Overland Outfitters",
        "Quiet Pines Lab",
      ];
      await expect.poll(() => shownOrgs(page)).toEqual(byName);
    });

    test("a lost and a silent org are on top, and nothing of them is fine", async ({ page, system }) => {
      await watch(page, system, ALL);
      // Meanwhile the access token ends; the page gets another one.
      await breakTwo(page, system);
      await way.press(page.getByRole("button", { name: "Refresh now" }));
      const [lost, silent] = [rows(page).nth(0), rows(page).nth(1)];
      await expect(lost).toContainText(/Quiet.*Lost.*Not connected because/s);
      await expect(silent).toContainText(/Brimful.*Silent.*No reading for \d+ min/s);
      await expect(silent).toContainText("Last known, ");
      await expect(page.getByText("2 orgs are not being read: nothing is known of them.")).toBeVisible();
      await examine(page);
      await way.press(lost.getByRole("link", { name: "Reconnect" }));
      await expect(page).toHaveURL(/\/orgs\/00D\w{15}\/connection$/);
    });
  });
}

test("nothing moves under the focus, and a new order waits to be applied", async ({ page, system }) => {
  await watch(page, system, ["quiet", "sandbox", "full"]);
  const before = await shownOrgs(page);
  expect(before[0]).toBe("Brimful Storage Co");
  await page.mouse.move(0, 0);
  await page.keyboard.press("j");
  await expect(rows(page).nth(0).getByRole("link").first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows(page).nth(1).getByRole("link").first()).toBeFocused();
  const { id } = await simulated(system, "Quiet Pines Lab");
  await page.request.post(`${system.simulator}/_sim/orgs/${id}/story`, { data: { story: "over" } });
  await readAnew(system, ["quiet"], () => answeredOrgs(page));
  const quiet = rows(page).filter({ hasText: "Quiet Pines Lab" });
  await expect(async () => {
    await page.keyboard.press("r");
    await expect(quiet).toContainText("Exceeded", { timeout: 2000 });
  }).toPass();
  expect(await shownOrgs(page)).toEqual(before);
  await page.keyboard.press("a");
  await expect.poll(async () => (await shownOrgs(page))[0]).toBe("Quiet Pines Lab");
  await expect(page.getByText("3 orgs", { exact: true })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/orgs/${id}$`));
});

test("what is shown can be kept as CSV, and nothing else is in it", async ({ page, system }) => {
  await watch(page, system, ALL);
  await page.getByRole("searchbox").fill("quiet");
  await expect(rows(page)).toHaveCount(1);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^orgs-\d{4}-\d\d-\d\d-\d{4}Z\.csv$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const lines = Buffer.concat(chunks).toString().trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^00D\w{15},Quiet Pines Lab,developer,Fine,/);
});

test("the keys are told by one of them, and search is one key away", async ({ page, system }) => {
  await watch(page, system, ["quiet"]);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("pines");
  await expect(page).toHaveURL(/q=pines/);
});

test("without the network what is known stays, grows old, and is asked for again", async ({
  page,
  system,
  context,
}) => {
  await watch(page, system, ["quiet"]);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Refresh now" }).click();
  await expect(page.getByRole("alert")).toContainText("What you see is as it was.");
  await expect(rows(page)).toHaveCount(1);
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toHaveCount(0);
});
