import type { Page } from "@playwright/test";
import { ALERT_PLACES } from "./alertPlaces";
import { FLEET_PLACES } from "./fleetPlaces";
import { LIMIT } from "./limit.places";
import { ORG_PLACES } from "./orgPlaces";
import { WATCHING } from "./pages-watching";
import { ADDRESS, mailedLink, openAccount, PASSWORD, post } from "./person";
import { approve, connect, demo, errors, open, refreshUntil, report, settled } from "./reaching";
import { setFault, simulated } from "./simulator";
import type { System } from "./system";
import { expect } from "./world";

/** One page, or one state of it, and the way there. */
export type Place = {
  /** How its pictures and its tests are called. */
  readonly name: string;
  /** Leads a new browser there, and returns once everything is shown. */
  go(page: Page, system: System): Promise<void>;
};

/** The simulated orgs, by their characters. */
const ORGS = {
  busy: "Northwind Freight",
  over: "Overland Outfitters",
  full: "Brimful Storage Co",
  partial: "Northwind Freight UAT",
  quiet: "Quiet Pines Lab",
} as const;

/** A page that needs nothing but its address. */
function plain(name: string, path: string): Place {
  return { name, go: (page) => open(page, path) };
}

const LANDING: Place[] = [
  plain("landing", "/"),
  {
    name: "landing-connected",
    go: async (page) => {
      await demo(page);
      await page.goto("/");
      await expect(page.getByRole("link", { name: "Go to your dashboard" })).toBeVisible();
    },
  },
];

const CONNECT: Place[] = [
  plain("connect", "/connect"),
  // The kinds of causes: what the person can mend, what an admin must, what nobody but the operator can.
  ...["denied", "app-not-installed", "misconfigured"].map((slug) =>
    plain(`connect-${slug}`, `/connect/${slug}`),
  ),
  plain("connect-unnamed-cause", "/connect/not-yet-known"),
];

const DASHBOARD: Place[] = [
  plain("dashboard-not-connected", "/dashboard"),
  ...Object.entries(ORGS).map(([character, org]) => ({
    name: `dashboard-${character}`,
    go: (page: Page) => connect(page, org),
  })),
  onDashboard("details", (page) => open(page, "/dashboard?limit=DailyApiRequests")),
  onDashboard("cards", (page) => page.getByRole("button", { name: "Cards" }).click()),
  onDashboard("filtered-to-nothing", (page) => open(page, "/dashboard?q=nothing-is-called-that")),
  onDashboard("keys", async (page) => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
  }),
  onDashboard("preferences", async (page) => {
    await page.getByRole("button", { name: "Preferences" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  }),
  onDashboard("disconnecting", async (page) => {
    await page.getByRole("button", { name: "Disconnect" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  }),
  onDashboard("offline", async (page) => {
    await page.context().setOffline(true);
    await expect(page.getByText("You are offline.")).toBeVisible();
  }),
  onDashboard("exhausted", async (page, system) => {
    const { id } = await simulated(system, ORGS.busy);
    await setFault(system, id, { fault: "dailyLimitExceeded", at: "rest" });
    await refreshUntil(page, page.getByRole("heading", { level: 1, name: /refuses/ }));
  }),
  onDashboard("ended", async (page, system) => {
    const { id } = await simulated(system, ORGS.busy);
    await setFault(system, id, { fault: "sessionExpired", at: "rest" });
    await refreshUntil(page, page.getByRole("dialog", { name: "The connection has ended" }));
  }),
  {
    name: "dashboard-unreadable",
    go: async (page, system) => {
      const { id } = await simulated(system, ORGS.busy);
      await setFault(system, id, { fault: "missingPermission", at: "rest" });
      await approve(page, ORGS.busy);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("The limits cannot be read");
    },
  },
];

const ACCOUNT: Place[] = [
  plain("login", "/login"),
  plain("register", "/register"),
  plain("forgot-password", "/forgot-password"),
  plain("reset-password-bad-link", "/reset-password"),
  plain("verify-email-bad-link", "/verify-email"),
  {
    name: "register-wrong",
    go: async (page) => {
      await open(page, "/register");
      await page.getByRole("button", { name: "Register" }).click();
      await expect(page.getByText("Enter your e-mail address.")).toBeVisible();
    },
  },
  {
    name: "register-sent",
    go: async (page) => {
      await open(page, "/register");
      await page.getByLabel("E-mail address").fill(ADDRESS);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Register" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Look into your mail" })).toBeVisible();
    },
  },
  {
    name: "verify-email",
    go: async (page, system) => {
      await post(system, "/api/auth/register", { email: ADDRESS, password: PASSWORD });
      await open(page, await mailedLink(system, "verify-email"));
    },
  },
  {
    name: "reset-password",
    go: async (page, system) => {
      await openAccount(system);
      await post(system, "/api/forgot-password", { email: ADDRESS });
      await open(page, await mailedLink(system, "reset-password"));
      await expect(page.getByLabel("New password", { exact: true })).toBeVisible();
    },
  },
  loggedIn("account", "/account", "Your account"),
  loggedIn("devices", "/devices", "Devices"),
];

const ERRORS: Place[] = [
  plain("errors-not-the-operator", "/errors"),
  { name: "errors-none", go: errors },
  {
    name: "errors",
    go: async (page, system) => {
      await report(system);
      await errors(page, system);
    },
  },
  {
    name: "errors-group",
    go: async (page, system) => {
      await report(system);
      await errors(page, system);
      await page.getByRole("link", { name: /cart is undefined/ }).click();
      await expect(page.getByRole("heading", { name: /^Event 1 of/ })).toBeVisible();
    },
  },
];

/** Every page and every state that is worth a look, each reached in a browser and a system of its own. */
export const PLACES: readonly Place[] = [
  ...LANDING,
  ...CONNECT,
  ...DASHBOARD,
  ...ACCOUNT,
  ...ERRORS,
  ...FLEET_PLACES,
  ...ORG_PLACES,
  ...LIMIT,
  ...ALERT_PLACES,
  ...WATCHING,
  plain("not-found", "/no-such-page"),
  plain("share-over", "/share"),
];

function onDashboard(state: string, act: (page: Page, system: System) => Promise<void>): Place {
  return {
    name: `dashboard-${state}`,
    go: async (page, system) => {
      await connect(page, ORGS.busy);
      await act(page, system);
    },
  };
}

function loggedIn(name: string, path: string, heading: string): Place {
  return {
    name,
    go: async (page, system) => {
      await openAccount(system);
      await open(page, `/login?next=${encodeURIComponent(path)}`);
      await page.getByLabel("E-mail address").fill(ADDRESS);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Log in" }).click();
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await settled(page);
    },
  };
}
