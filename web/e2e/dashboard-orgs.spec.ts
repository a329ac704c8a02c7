import { expect, test } from "./world";

test("a watched org is for who is logged in, who is led back to it", async ({ page }) => {
  await page.goto("/orgs/00D1t0000008BzYEAU");
  await expect(page).toHaveURL(/\/login\?next=%2Forgs%2F00D1t0000008BzYEAU$/);
});
