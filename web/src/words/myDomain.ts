/** What was typed as an org's address: a host to connect by, or what is wrong with it. */
export type Typed = { host: string; error?: never } | { host?: never; error: string };

const WHERE = "Copy it from the address bar of your org, or from Setup > My Domain.";

/**
 * The same that the server takes (`LoginHost::parse`): a label, perhaps a partition, and Salesforce's
 * ending.
 */
const MY_DOMAIN =
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.(?:sandbox|develop|scratch|demo|patch|trailblaze))?\.my\.salesforce\.com$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads a My Domain as people give it: a host, a whole address copied from the address bar, or its first
 * word.
 */
export function myDomain(text: string): Typed {
  const typed = text.trim().toLowerCase();
  if (typed === "") return { error: `Enter your My Domain, such as acme.my.salesforce.com. ${WHERE}` };
  if (typed.includes("@")) return { error: `That is a username or an e-mail address. ${WHERE}` };
  const host = hostOf(typed)
    .replace(".lightning.force.com", ".my.salesforce.com")
    .replace(".my.salesforce-setup.com", ".my.salesforce.com");
  if (["login", "test", "login.salesforce.com", "test.salesforce.com"].includes(host)) return { host };
  if (MY_DOMAIN.test(host)) return { host };
  // Only a sandbox has two hyphens in its name.
  if (LABEL.test(host)) return { host: `${host}${host.includes("--") ? ".sandbox" : ""}.my.salesforce.com` };
  if (host.endsWith(".my.salesforce.com") && /[^a-z0-9.-]/.test(host)) {
    return { error: `A My Domain has only letters from a to z, digits and hyphens. ${WHERE}` };
  }
  if (host.endsWith(".salesforce.com") || host.endsWith(".force.com")) {
    return { error: `${host} is Salesforce's, but no My Domain: that ends in .my.salesforce.com. ${WHERE}` };
  }
  return { error: `That is not an address of Salesforce. A My Domain ends in .my.salesforce.com. ${WHERE}` };
}

function hostOf(text: string): string {
  const host = text.replace(/^https?:\/\//, "").split(/[/?#]/)[0] ?? "";
  return host.replace(/:443$/, "");
}
