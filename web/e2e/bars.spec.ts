import { askAgain, dataFetched } from "../tools/bars/data";
import { BARS } from "../tools/bars/limits";
import { ROW, ROWS } from "../tools/bars/rows";
import { connect, expect, test } from "./world";

test("the dashboard's first data are small", async ({ page }) => {
  await connect(page);
  await expect(page.locator(ROW).nth(ROWS - 1)).toBeAttached();
  const size = await dataFetched(page);
  expect(size).toBeGreaterThan(0);
  expect(size).toBeLessThanOrEqual(BARS.firstData.atMost);
});

test("who has the data already gets 304 and nothing else", async ({ page }) => {
  await connect(page);
  // While the page's own first reading is under way, others are told an older one.
  await expect(page.locator(ROW).nth(ROWS - 1)).toBeAttached();
  expect(await askAgain(page)).toEqual({ status: 304, size: BARS.unchangedData.atMost });
});
