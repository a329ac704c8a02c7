import { BASE } from "@/app/base";
import type { components } from "@/generated/api";

type Org = components["schemas"]["Org"];

/** Where Salesforce's approval begins, for a host or one of the two general logins. */
export function connectHref(host: string): string {
  return `${BASE}/auth/salesforce?host=${encodeURIComponent(host)}`;
}

/** The login that leads to an org which was connected before. */
export function hostOf({ instanceUrl, kind }: Pick<Org, "instanceUrl" | "kind">): string {
  const { hostname } = new URL(instanceUrl);
  if (hostname.endsWith(".my.salesforce.com")) return hostname;
  return kind === "sandbox" ? "test" : "login";
}
