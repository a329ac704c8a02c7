import { CONDITION_WORDS } from "./condition";
import type { Standing } from "./fleet";

const HEAD = [
  "org id",
  "name",
  "kind",
  "state",
  "limit",
  "limit name",
  "used percent",
  "runs out at",
  "read at",
  "trouble",
];

/** The orgs that are shown as CSV (RFC 4180); times are UTC. */
export function csvOf(standings: readonly Standing[]): string {
  return [HEAD, ...standings.map(row)].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** "orgs-2026-11-21-1431Z.csv": when they were asked for. */
export function csvName(at: number): string {
  const [day, time = ""] = new Date(at).toISOString().split("T");
  return `orgs-${day}-${time.slice(0, 5).replace(":", "")}Z.csv`;
}

function row({ condition, name, watched }: Standing): string[] {
  const { org, readAt, summary, trouble } = watched;
  const worst = summary?.worst;
  return [
    org.id,
    name,
    org.kind,
    CONDITION_WORDS[condition],
    worst?.label ?? "",
    worst?.name ?? "",
    String(worst?.usedPercent ?? ""),
    worst?.runsOutAt ?? "",
    readAt ?? "",
    trouble?.words ?? "",
  ];
}

/** A spreadsheet takes what begins with one of these signs for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
