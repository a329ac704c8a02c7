import type { Shared } from "./shares";

/** What a new link can be given to, and the text that is copied for it. */
export type Use = { readonly name: string; readonly hint: string; readonly text: string };

/** The three uses of a link: people, a wall display, Prometheus. */
export function usesOf({ token, url }: Pick<Shared, "token" | "url">): readonly Use[] {
  return [
    {
      name: "For people",
      hint: "Opens in any browser, without an account. What stands behind the # is sent to no server.",
      text: url,
    },
    {
      name: "For a wall display",
      hint: "Large letters, one org after the other, dark.",
      text: wallOf(url),
    },
    {
      name: "For Prometheus",
      hint: "Part of prometheus.yml: the link’s token reads the metrics of the same orgs.",
      text: scrapeOf(url, token),
    },
  ];
}

/** The same link for a display that nobody operates. */
export function wallOf(url: string): string {
  return url.replace("/share#", "/share?tv=1#");
}

/** How Prometheus is told to read what a link shows. */
export function scrapeOf(url: string, token: string): string {
  const { host, pathname, protocol } = new URL(url);
  return [
    "scrape_configs:",
    "  - job_name: force-monitor",
    "    scrape_interval: 5m",
    // Prometheus takes http unless it is told otherwise.
    `    scheme: ${protocol.slice(0, -1)}`,
    `    metrics_path: ${pathname.replace(/\/share$/, "")}/metrics`,
    `    authorization: { credentials: ${token} }`,
    `    static_configs: [{ targets: [${JSON.stringify(host)}] }]`,
  ].join("\n");
}
