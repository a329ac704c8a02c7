import { defineConfig } from "@playwright/test";

/** Debian's Chromium, without what it would fetch from the network by itself. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "e2e/results",
  // Two cores: a browser and a server for each.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A test that needs a second attempt is a test that fails.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: { executablePath: "/usr/bin/chromium", args: FLAGS },
    trace: "retain-on-failure",
  },
});
