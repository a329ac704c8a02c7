import { untilOpen, watching } from "./alerting";
import type { Place } from "./pages";
import { ADDRESS, PASSWORD } from "./person";
import { open, settled } from "./reaching";
import { expect } from "./world";

/** What is told of a watched org, with alerts that are open. */
export const ALERT_PLACES: readonly Place[] = [
  onAlerts("alerts", "alerts"),
  onAlerts("alerts-rule", "alerts?rule=level"),
  onAlerts("alerts-new-rule", "alerts?add=org"),
  onAlerts("alerts-threshold", "alerts?limit=DailyApiRequests"),
  onAlerts("alerts-mute", "alerts?mute=DailyApiRequests"),
  onAlerts("alerts-temporary", "alerts?temporary=level"),
  onAlerts("alerts-channel", "alerts?channel=new"),
  onAlerts("alerts-quiet-hours", "alerts?quiet=yes"),
  onAlerts("alerts-of-a-limit", "alerts?of=DailyApiRequests"),
  onAlerts("events", "events"),
  onAlerts("events-filtered-to-nothing", "events?kind=connectionLost"),
];

function onAlerts(name: string, path: string): Place {
  return {
    name,
    go: async (page, system) => {
      const watched = await watching(system);
      await untilOpen(system, watched);
      const address = `/orgs/${watched.org}/${path}`;
      await open(page, `/login?next=${encodeURIComponent(address)}`);
      await page.getByLabel("E-mail address").fill(ADDRESS);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Log in" }).click();
      await expect(page.getByRole("heading", { level: 1, name: /open$|happened$/ })).toBeVisible();
      await expect(page.getByText(/^Trying the rule/)).toHaveCount(0);
      await settled(page);
    },
  };
}
