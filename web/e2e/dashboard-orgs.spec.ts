import { accessible } from "./axe";
import type { System } from "./system";
import { WAYS } from "./ways";
import { expect, test } from "./world";

/** Has the operator watch an org, and gives a link to it. */
async function shared(system: System, orgs: readonly string[]): Promise<{ token: string }> {
  for (const org of orgs) {
    await asked(system, "/api/orgs", {
      method: "clientCredentials",
      host: `${org}.my.salesforce.com`,
      clientId: `3MVG9.simulated.${org}`,
      clientSecret: `simulated-secret-${org}`,
    });
  }
  return (await asked(system, "/api/shares", { name: "Wallboard" })) as { token: string };
}

async function asked(system: System, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${system.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${system.opsToken}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return answer.json();
}

for (const way of WAYS) {
  test(`a link shows an org, and its token leaves the address at once, ${way.name}`, async ({
    page,
    system,
  }) => {
    const { token } = await shared(system, ["overland"]);
    await way.begin(page);
    await page.goto(`/share#${token}`);
    await expect(page).toHaveURL(/\/share$/);
    await expect(page.getByText("Overland Outfitters", { exact: true })).toBeVisible();
    await accessible(page);
    await page.reload();
    await expect(page.getByText("Overland Outfitters", { exact: true })).toBeVisible();
    expect(page.url()).not.toContain("fm_share_");
  });

  test(`a link to several orgs lists them, and each opens, ${way.name}`, async ({ page, system }) => {
    const { token } = await shared(system, ["overland", "northwind"]);
    await way.begin(page);
    await page.goto(`/share#${token}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Shared orgs, the most urgent first");
    await accessible(page);
    await way.press(page.getByRole("link", { name: /Northwind Freight/ }));
    await expect(page).toHaveURL(/\/share\?org=00D/);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/^Shared orgs/);
    await way.press(page.getByRole("link", { name: "All shared orgs" }));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Shared orgs, the most urgent first");
  });

  test(`a link that is over says so, ${way.name}`, async ({ page }) => {
    await way.begin(page);
    await page.goto("/share#fm_share_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link shows nothing");
    await accessible(page);
    await page.goto("/share");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link shows nothing");
  });
}

test("a watched org is for who is logged in, who is led back to it", async ({ page }) => {
  await page.goto("/orgs/00D1t0000008BzYEAU");
  await expect(page).toHaveURL(/\/login\?next=%2Forgs%2F00D1t0000008BzYEAU$/);
});
