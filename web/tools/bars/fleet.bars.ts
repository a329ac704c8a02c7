import { watch } from "../../e2e/fleet";
import { test } from "../../e2e/world";
import { elementsPerOrg, FLEET_INTERACTIONS, fleetPaint, watchThousand } from "./fleet";
import { interactionTimes } from "./interactions";
import { median, record } from "./record";

/** How often a time is taken; the median counts. */
const TIMES = 5;

test("a thousand orgs", async ({ page, system }, info) => {
  await watch(page, system, ["quiet", "sandbox", "full", "over"]);
  await watchThousand(page);
  record(info, "fleetElements", await elementsPerOrg(page));
  const times = await interactionTimes(page, FLEET_INTERACTIONS);
  const told = times.map(({ what, took }) => `${what} ${took}`).join(", ");
  record(info, "fleetInteraction", times[0]?.took ?? Number.NaN, told);
  const first: number[] = [];
  for (let time = 0; time < TIMES; time += 1) first.push(await fleetPaint(page));
  record(info, "fleetPaint", median(first), first.map(Math.round).join(", "));
});
