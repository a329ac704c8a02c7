import { expect, test } from "vitest";
import type { Report } from "@/limits/words";
import { fileNameOf } from "./fileName";
import type { History } from "./known";

const ORG = { id: "00D1t0000008BzYEAU", name: "Northwind Freight (UAT)" } as Report["org"];
const TIMES = { from: "2026-11-20T14:31:08Z", to: "2026-11-21T14:31:08.25Z" };

test("a file is named after the org, the limit and the time", () => {
  const history = { name: "DailyApiRequests", app: null, ...TIMES } as History;
  expect(fileNameOf(ORG, history, "csv")).toBe(
    "northwind-freight-uat-DailyApiRequests-2026-11-20-1431Z-2026-11-21-1431Z.csv",
  );
});

test("an app's name cannot lead out of the folder, and an org without letters goes by its id", () => {
  const history = { name: "DailyApiRequests", app: "../Warehouse Sync [v2.1]", ...TIMES } as History;
  expect(fileNameOf({ ...ORG, name: "株式会社" }, history, "svg")).toBe(
    "00D1t0000008BzYEAU-DailyApiRequests-Warehouse-Sync-v2-1-2026-11-20-1431Z-2026-11-21-1431Z.svg",
  );
});
