import { readFile } from "node:fs/promises";
import { open, place, reported, STORIES, shown } from "./dashboard";
import { WAYS } from "./ways";
import { expect, test } from "./world";

for (const way of WAYS) {
  test(`the busy org's dashboard says first what is in danger, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.busy);
    const [worst] = (await reported(page)).limits;
    const heading = page.getByRole("heading", { level: 1 });
    await expect(heading).toContainText(`${worst?.label}:`);
    await expect(heading).toContainText(/used|over/);
    await expect(page).toHaveTitle(new RegExp(`^${worst?.label}: .+ - ${STORIES.busy} - Force Monitor$`));

    await way.press(page.getByRole("link", { name: "Details", exact: true }));
    const details = page.getByRole("dialog", { name: worst?.label ?? "none" });
    await expect(details).toContainText(worst?.meaning ?? "no meaning");
    await expect(details).toContainText(worst?.whenFull ?? "no end");
    await expect(details.getByRole("link", { name: /Salesforce Setup/ })).toHaveAttribute(
      "href",
      /\/lightning\/setup\//,
    );
    await page.keyboard.press("Escape");
    await expect(details).toBeHidden();
    await expect(page).toHaveURL(/\/dashboard$/);
    await expect(page.getByRole("link", { name: "Details", exact: true })).toBeFocused();
  });

  test(`filters, search and order stand in the address and survive a reload, ${way.name}`, async ({
    page,
  }) => {
    await open(page, way, STORIES.busy);
    const { limits } = await reported(page);
    const names = (keep: (limit: (typeof limits)[number]) => boolean) =>
      limits.filter(keep).map(({ name }) => name);

    await way.press(page.getByRole("list", { name: "Limits by state" }).getByRole("link", { name: /Red$/ }));
    await expect(page).toHaveURL(/[?&]state=critical/);
    await expect.poll(() => shown(page)).toEqual(names(({ state }) => state === "critical"));
    await way.press(page.getByRole("list", { name: "Limits by state" }).getByRole("link", { name: /Red$/ }));

    await way.press(
      page.getByRole("navigation", { name: "Categories" }).getByRole("link", { name: /^Storage/ }),
    );
    await expect.poll(() => shown(page)).toEqual(names(({ category }) => category === "storage"));
    await way.fill(page.getByRole("searchbox", { name: "Search limits" }), "files");
    await way.choose(page.getByLabel("Sort by"), "Name");
    const wanted = limits
      .filter(({ category, label, name, meaning }) => {
        return category === "storage" && `${label} ${name} ${meaning}`.toLowerCase().includes("files");
      })
      .toSorted((a, b) => a.label.localeCompare(b.label, "en"))
      .map(({ name }) => name);
    expect(wanted.length).toBeGreaterThan(1);
    await expect.poll(() => shown(page)).toEqual(wanted);

    await page.reload();
    await expect.poll(() => shown(page)).toEqual(wanted);
    await expect(page.getByRole("searchbox")).toHaveValue("files");
    await way.fill(page.getByRole("searchbox", { name: "Search limits" }), "no such thing");
    await expect(page.getByText("No limit fits these filters")).toBeVisible();
    await way.press(page.getByRole("button", { name: "Clear filters" }));
    await expect.poll(async () => (await shown(page)).length).toBe(limits.length);
  });

  test(`a pinned limit comes first, also after a reload, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.busy);
    const last = (await shown(page)).at(-1) ?? "none";
    await way.press(place(page, last).getByRole("button", { name: /^Pin / }));
    await expect(place(page, last).getByRole("button", { name: /^Pin / })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await page.reload();
    await expect.poll(async () => (await shown(page))[0]).toBe(last);
    await expect(page.getByText("Pinned", { exact: true })).toBeVisible();
  });

  test(`table and cards show the same limits, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.over);
    const before = await shown(page);
    const isTable = await page.getByRole("table").isVisible();
    const other = isTable ? "Cards" : "Table";
    await way.press(page.getByRole("button", { name: other }));
    await expect(page.getByRole("table")).toBeVisible({ visible: !isTable });
    expect(await shown(page)).toEqual(before);
    await page.reload();
    await expect(page.getByRole("button", { name: other })).toHaveAttribute("aria-pressed", "true");
  });

  test(`details of a limit have an address of their own, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.busy);
    await way.press(place(page, "FileStorageMB").getByRole("link"));
    const details = page.getByRole("dialog", { name: "File storage" });
    await expect(details).toBeVisible();
    await expect(page).toHaveURL(/[?&]limit=FileStorageMB$/);
    await page.reload();
    await expect(details).toBeVisible();
    await way.press(details.getByRole("button", { name: "Close" }));
    await expect(details).toBeHidden();
    await expect(page).not.toHaveURL(/limit=/);
    await page.goto("/dashboard?limit=DailyApiRequests");
    await expect(page.getByRole("table", { name: "Use by app" })).toContainText("Warehouse Sync [v2.1]");
  });

  test(`the CSV holds what the screen shows, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.over);
    const waiting = page.waitForEvent("download");
    await way.press(page.getByRole("button", { name: "CSV" }));
    const file = await waiting;
    expect(file.suggestedFilename()).toMatch(/^limits-overland-outfitters-\d{4}-\d\d-\d\d-\d{4}Z\.csv$/);
    const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
    const rows = lines.slice(1).map((line) => line.split(","));
    const limits = rows.filter((row) => row[3] === "");
    expect(limits.map((row) => row[2])).toEqual(await shown(page));
    for (const [, , name = "", , label = "", , unit, , , , used = ""] of limits) {
      const number = used && Number(used).toLocaleString("en");
      await expect(place(page, name)).toContainText(label);
      if (number) await expect(place(page, name)).toContainText(unit === "MB" ? `${number}\u00a0MB` : number);
    }
  });

  test(`disconnecting asks first, and leaves nothing, ${way.name}`, async ({ page }) => {
    await open(page, way, STORIES.quiet);
    await way.press(page.getByRole("button", { name: "Disconnect" }));
    const dialog = page.getByRole("dialog", { name: /^Disconnect / });
    await way.press(dialog.getByRole("button", { name: "Stay connected" }));
    await expect(dialog).toBeHidden();
    await way.press(page.getByRole("button", { name: "Disconnect" }));
    await way.press(dialog.getByRole("button", { name: "Disconnect" }));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connect an org to see its limits");
    expect((await (await page.request.get("/api/session/validate")).json()).valid).toBe(false);
  });

  test(`without a session the dashboard offers to connect, ${way.name}`, async ({ page }) => {
    await way.begin(page);
    await page.goto("/dashboard");
    const host = page.getByLabel("Or your org's My Domain");
    await way.fill(host, "acme.example");
    await way.press(page.getByRole("button", { name: "Connect this org" }));
    await expect(page.getByText("That is not an address of Salesforce.")).toBeVisible();
    await expect(host).toBeFocused();
    await expect(host).toHaveAttribute("aria-invalid", "true");
    await way.press(page.getByRole("link", { name: "Connect a production org" }));
    await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
  });
}
