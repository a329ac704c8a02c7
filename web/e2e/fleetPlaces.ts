import type { Page } from "@playwright/test";
import { breakTwo, type OrgName, rows, share, watch } from "./fleet";
import type { Place } from "./pages";
import { open, settled } from "./reaching";
import type { System } from "./system";
import { expect } from "./world";

const ALL: readonly OrgName[] = ["quiet", "sandbox", "full", "over"];

/** The fleet, the wallboard, and what a link shows. */
export const FLEET_PLACES: readonly Place[] = [
  { name: "orgs-none", go: (page) => open(page, "/dev/fleet") },
  onFleet("orgs", ALL, (page) => settled(page)),
  onFleet("orgs-calm", ["quiet", "sandbox"], (page) => settled(page)),
  onFleet("orgs-filtered-to-nothing", ["quiet"], (page) => open(page, "/orgs?q=no-such-org")),
  onFleet("orgs-keys", ["quiet"], async (page) => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
  }),
  onFleet("orgs-broken", ALL, broken),
  onFleet("wallboard", ALL, wallboard),
  onFleet("wallboard-calm", ["quiet"], wallboard),
  onFleet("wallboard-broken", ALL, async (page, system) => {
    await broken(page, system);
    await wallboard(page);
  }),
  onLink("share", ["over"]),
  onLink("share-orgs", ALL),
  onLink("share-masked", ALL, { masked: true }),
];

function onFleet(
  name: string,
  orgs: readonly OrgName[],
  act: (page: Page, system: System) => Promise<void>,
): Place {
  return {
    name,
    go: async (page, system) => {
      await watch(page, system, orgs);
      await act(page, system);
    },
  };
}

function onLink(name: string, orgs: readonly OrgName[], link: object = {}): Place {
  return {
    name,
    go: async (page, system) => {
      await open(page, `/share#${await share(system, orgs, link)}`);
      await expect(page.getByText("Shared view")).toBeVisible();
    },
  };
}

async function wallboard(page: Page): Promise<void> {
  await open(page, "/orgs?tv=1");
  await expect(page.getByRole("dialog", { name: "Wallboard" })).toBeVisible();
}

/** One org has lost its connection, another one gives no answers. */
async function broken(page: Page, system: System): Promise<void> {
  await breakTwo(page, system);
  await open(page, "/orgs");
  await expect(rows(page).first()).toContainText("Lost");
}
