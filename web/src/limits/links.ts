/** A page elsewhere: where it is, and what it is called. */
export type Link = { href: string; words: string };

const SETUP = {
  apiUsage: ["CompanyProfileInfo", "Company Information"],
  apex: ["AsyncApexJobs", "Apex Jobs"],
  apexTests: ["ApexTestQueue", "Apex Test Execution"],
  bulk: ["AsyncApiJobStatus", "Bulk Data Load Jobs"],
  devHub: ["DevHub", "Dev Hub"],
  emailLogs: ["EmailLogFiles", "Email Log Files"],
  events: ["EventManager", "Event Manager"],
  externalData: ["ExternalDataSource", "External Data Sources"],
  externalServices: ["ExternalServices", "External Services"],
  flows: ["Flows", "Flows"],
  overview: ["SystemOverview", "System Overview"],
  permissionSets: ["PermSets", "Permission Sets"],
  storage: ["CompanyResourceDisk", "Storage Usage"],
  timeBasedWorkflow: ["DataManagementManageWorkflowQueue", "Time-Based Workflow"],
} as const;

const DOCS = "https://developer.salesforce.com/docs/atlas.en-us.";
const CHEAT_SHEET =
  "salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_";

const DOCUMENTS = {
  api: [`${CHEAT_SHEET}platform_api.htm`, "API request limits"],
  apex: ["apexcode.meta/apexcode/apex_gov_limits.htm", "Apex limits"],
  bulk: [`${CHEAT_SHEET}platform_bulkapi.htm`, "Bulk API limits"],
  email: [`${CHEAT_SHEET}platform_email.htm`, "Email limits"],
  events: ["platform_events.meta/platform_events/platform_event_limits.htm", "Platform event allocations"],
  general: ["api_rest.meta/api_rest/resources_limits.htm", "The limits resource"],
} as const;

type Place = { setup: keyof typeof SETUP; document: keyof typeof DOCUMENTS };

/** Where each kind of limit is looked after; the first that fits a name counts. */
const PLACES: readonly (readonly [RegExp, Place])[] = [
  [/^DailyApiRequests$/, { setup: "apiUsage", document: "api" }],
  [/^Daily(BulkApi|BulkV2)/, { setup: "bulk", document: "bulk" }],
  [/^(Data|File)StorageMB$/, { setup: "storage", document: "general" }],
  [/^(MaxContentDocuments|ContentPublication)Limit$/, { setup: "storage", document: "general" }],
  [/^(SingleEmail|MassEmail|DailyWorkflowEmails)$/, { setup: "emailLogs", document: "email" }],
  [/PlatformEvents?|PublishCallback/, { setup: "events", document: "events" }],
  [/Streaming/, { setup: "events", document: "general" }],
  [/^DailyAsyncApexTests$/, { setup: "apexTests", document: "apex" }],
  [/^Daily(AsyncApex|Apex)/, { setup: "apex", document: "apex" }],
  [/^HourlyTimeBasedWorkflow$/, { setup: "timeBasedWorkflow", document: "general" }],
  [/^Scheduled(Flow|Path)/, { setup: "flows", document: "general" }],
  [/^ExternalServices/, { setup: "externalServices", document: "general" }],
  [
    /^Hourly(ODataCallout|LongTermIdMapping|ShortTermIdMapping)$/,
    { setup: "externalData", document: "general" },
  ],
  [/^(PermissionSets|CreateCustom|PermissionTypes)$/, { setup: "permissionSets", document: "general" }],
  [/ScratchOrgs$|OrgSnapshots$|^Package2Version/, { setup: "devHub", document: "general" }],
];

const ANY: Place = { setup: "overview", document: "general" };

/** The page of the org's Setup where something can be done about a limit. */
export function setupLink(instanceUrl: string, name: string): Link {
  const [node, words] = SETUP[placeOf(name).setup];
  return { href: `${instanceUrl}/lightning/setup/${node}/home`, words: `${words} in Salesforce Setup` };
}

/** What Salesforce has written about a limit. */
export function documentLink(name: string): Link {
  const [path, words] = DOCUMENTS[placeOf(name).document];
  return { href: DOCS + path, words: `${words} in Salesforce's documentation` };
}

function placeOf(name: string): Place {
  return PLACES.find(([pattern]) => pattern.test(name))?.[1] ?? ANY;
}
