import { expect, type Page } from "@playwright/test";
import causes from "../src/generated/causes.json" with { type: "json" };
import { fits } from "./ways";

/** Which page explains each error of Salesforce's, by its name or by its name and description. */
export const EXPLAINED: Record<string, string> = {
  access_denied: "denied",
  "access-denied": "denied",
  "invalid_client: app must be installed into org": "app-not-installed",
  app_not_found: "app-not-installed",
  installation_error: "app-not-installed",
  app_blocked: "app-blocked",
  fail_close_app_blocked: "app-blocked",
  invalid_app_access: "app-blocked",
  OAUTH_APPROVAL_ERROR_GENERIC: "app-blocked",
  "invalid_grant: user hasn't approved this consumer": "not-approved",
  "invalid_grant: IP restricted or invalid login hours": "ip-restricted",
  "invalid_grant: inactive user": "inactive-user",
  inactive_user: "inactive-user",
  inactive_org: "inactive-org",
  invalid_session_level: "session-level",
  "invalid_grant: expired authorization code": "code-expired",
  "invalid_grant: invalid authorization code": "code-expired",
  "invalid_grant: authentication failure": "login-failed",
  login_error: "login-failed",
  immediate_unsuccessful: "login-failed",
  invalid_token: "login-failed",
  rate_limit_exceeded: "too-many-logins",
  slow_down: "too-many-logins",
  server_error: "salesforce-down",
  service_unavailable: "salesforce-down",
  system_down: "salesforce-down",
  "invalid_grant: Audience validation failed": "misconfigured",
  "invalid_grant: no valid scopes defined": "misconfigured",
  invalid_client: "misconfigured",
  invalid_client_id: "misconfigured",
  redirect_uri_mismatch: "misconfigured",
  redirect_uri_missing: "misconfigured",
  unsupported_grant_type: "misconfigured",
  unsupported_response_type: "misconfigured",
  invalid_scope: "misconfigured",
  invalid_request: "misconfigured",
  oauth_flow_disabled: "misconfigured",
  oauth_policy_not_found: "misconfigured",
  ecapp_policy_not_found: "misconfigured",
  "invalid_grant: expired access/refresh token": "unknown",
};

/** Where a fault of the token endpoint leads, unless Salesforce is taken to be down. */
export const FAULTY: Record<string, string> = {
  delay: "dashboard",
  cutBody: "connect/untrusted-reply",
  nonsenseBody: "connect/untrusted-reply",
  hugeBody: "connect/untrusted-reply",
  wrongSignature: "connect/untrusted-reply",
  foreignInstanceUrl: "connect/untrusted-reply",
  userDenies: "connect/denied",
  oauthError: "connect/inactive-org",
};

/** The page of this cause: what happened has the focus, and what to do stands below it. */
export async function explained(page: Page, slug: string): Promise<void> {
  const cause = causes.find((each) => each.slug === slug);
  if (!cause) throw new Error(`there is no cause ${slug}`);
  await page.waitForURL(`**/connect/${slug}`);
  const heading = page.getByRole("heading", { level: 1, name: cause.title });
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle(`${cause.title} - Force Monitor`);
  await expect(page.getByText(cause.remedy)).toBeVisible();
  await expect(page.locator("blockquote")).toHaveText(cause.admin === null ? [] : [cause.admin]);
  await fits(page);
}
