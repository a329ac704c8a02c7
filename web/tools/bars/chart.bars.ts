import { chartOf, logInToFleet, ORGS, openHistory, test } from "../../e2e/limit";
import { expect } from "../../e2e/world";
import { drawn, enlargeHistory, READINGS, watchChart } from "./chart";
import { median, record } from "./record";

const LIMIT = `/orgs/${ORGS.busy}/limits/HourlyTimeBasedWorkflow`;

/** How often a time is taken; the median counts. */
const TIMES = 5;

/** How much slower the processor is made than it is: this makes a phone of it. */
const SLOWER = 4;

test("times to draw ten thousand readings", async ({ page }, info) => {
  await logInToFleet(page);
  await watchChart(page);
  await enlargeHistory(page);
  const client = await page.context().newCDPSession(page);
  for (const [bar, rate] of [
    ["chart", 1],
    ["slowChart", SLOWER],
  ] as const) {
    await client.send("Emulation.setCPUThrottlingRate", { rate });
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      await page.goto("/orgs");
      times.push(await drawn(page, () => page.goto(`${LIMIT}?range=13m`)));
      await expect(chartOf(page)).toHaveAttribute("aria-valuemax", `${READINGS - 1}`);
    }
    record(info, bar, median(times), times.map(Math.round).join(", "));
  }
});

test("times to draw another range", async ({ page }, info) => {
  await logInToFleet(page);
  await watchChart(page);
  await openHistory(page, LIMIT);
  await expect(chartOf(page)).toBeVisible();
  const times: number[] = [];
  for (const range of ["6 hours", "3 days", "7 days", "30 days", "90 days"]) {
    times.push(await drawn(page, () => page.getByRole("link", { name: range }).click()));
  }
  record(info, "rangeSwitch", median(times), times.map(Math.round).join(", "));
});
