import { defineConfig } from "@playwright/test";
import journeys from "../../playwright.config";

/** The measurements, one after the other: what is timed wants the machine for itself. */
export default defineConfig(journeys, {
  testDir: ".",
  testMatch: "*.bars.ts",
  outputDir: "../../e2e/results/bars",
  workers: 1,
  fullyParallel: false,
  timeout: 600_000,
  reporter: [["./table.ts"]],
  use: { trace: "off", actionTimeout: 30_000, navigationTimeout: 30_000 },
});
