import { defineConfig } from "@playwright/test";
import base from "../playwright.config";

/** Pictures of every page, taken as the journeys are gone. */
export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "screenshots.ts",
  timeout: 180_000,
  // Not where the pictures are: each run begins by emptying this folder.
  outputDir: "../e2e/results/screenshots-failed",
});
