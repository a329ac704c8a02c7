import { expect, test } from "vitest";
import { documentLink, setupLink } from "./links";

const ORG = "https://acme.my.salesforce.com";

test("a limit leads to the page of Setup where it is looked after", () => {
  const pages: [string, string][] = [
    ["DailyApiRequests", "CompanyProfileInfo"],
    ["DataStorageMB", "CompanyResourceDisk"],
    ["DailyBulkV2QueryJobs", "AsyncApiJobStatus"],
    ["DailyAsyncApexTests", "ApexTestQueue"],
    ["DailyAsyncApexExecutions", "AsyncApexJobs"],
    ["SingleEmail", "EmailLogFiles"],
    ["DailyDeliveredPlatformEvents", "EventManager"],
    ["PermissionSets", "PermSets"],
    ["ActiveScratchOrgs", "DevHub"],
    ["HourlyODataCallout", "ExternalDataSource"],
  ];
  for (const [name, node] of pages) {
    expect(setupLink(ORG, name).href, name).toBe(`${ORG}/lightning/setup/${node}/home`);
  }
});

test("a limit that nobody knows yet leads to the overview and to the general page", () => {
  expect(setupLink(ORG, "DailyNewThings").href).toBe(`${ORG}/lightning/setup/SystemOverview/home`);
  expect(documentLink("DailyNewThings").href).toMatch(/\/api_rest\/resources_limits\.htm$/);
});

test("documentation is Salesforce's own", () => {
  for (const name of ["DailyApiRequests", "MassEmail", "DailyAsyncApexExecutions", "X"]) {
    expect(new URL(documentLink(name).href).origin).toBe("https://developer.salesforce.com");
  }
});
