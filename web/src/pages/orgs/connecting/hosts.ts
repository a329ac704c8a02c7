import { myDomain, type Typed } from "@/words/myDomain";

/** Logins that are nobody's own. */
const GENERAL = ["login", "test", "login.salesforce.com", "test.salesforce.com"];

/** Reads the address of an org whose own app is to connect it: the general logins refuse that. */
export function ownHost(text: string): Typed {
  const typed = myDomain(text);
  if (typed.host === undefined || !GENERAL.includes(typed.host)) return typed;
  return { error: "The general logins take no app’s own credentials. Enter the org’s My Domain." };
}

/** The My Domain of an org that was connected before, or nothing if its address tells none. */
export function knownDomain(instanceUrl: string): string {
  const hostname = URL.canParse(instanceUrl) ? new URL(instanceUrl).hostname : "";
  return hostname.endsWith(".my.salesforce.com") ? hostname : "";
}
