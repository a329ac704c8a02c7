/** Where the orgs of the account that is logged in are kept (`useWatchedOrgs` without a token). */
export const ORGS = ["orgs", ""] as const;
