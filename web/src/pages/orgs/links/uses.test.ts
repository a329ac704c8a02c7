import { expect, test } from "vitest";
import { scrapeOf, usesOf, wallOf } from "./uses";

const TOKEN = "fm_share_AbC-_9";
const URL = `https://fm.example/prod/share#${TOKEN}`;

test("a wall display's address says so in front of the token, which stays behind the sign", () => {
  expect(wallOf(URL)).toBe(`https://fm.example/prod/share?tv=1#${TOKEN}`);
});

test("Prometheus is led to the metrics below the same stage, with the token", () => {
  expect(scrapeOf(URL, TOKEN).split("\n")).toEqual([
    "scrape_configs:",
    "  - job_name: force-monitor",
    "    scrape_interval: 5m",
    "    scheme: https",
    "    metrics_path: /prod/metrics",
    `    authorization: { credentials: ${TOKEN} }`,
    '    static_configs: [{ targets: ["fm.example"] }]',
  ]);
});

test("at a root domain the path is the plain one, and the scheme is the page's own", () => {
  expect(scrapeOf(`https://fm.example/share#${TOKEN}`, TOKEN)).toContain("metrics_path: /metrics\n");
  const local = scrapeOf(`http://127.0.0.1:3000/share#${TOKEN}`, TOKEN);
  expect(local).toContain("    scheme: http\n");
  expect(local).toContain('targets: ["127.0.0.1:3000"]');
});

test("each use has a text of its own", () => {
  expect(new Set(usesOf({ token: TOKEN, url: URL }).map(({ text }) => text)).size).toBe(3);
});
