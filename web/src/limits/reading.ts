import { STATE_WORDS } from "@/words/states";
import type { Limit, Report } from "./words";

/** What one limit has done since the page was opened: moments of this device's clock, and what was used. */
export type Trend = { readonly points: readonly (readonly [at: number, used: number])[] };

/** A report with what the page knows beyond it. */
export type Reading = {
  report: Report;
  /** When it was read, by this device's clock, whatever that shows; null if it never was. */
  readAt: number | null;
  /** What the limits have done since the page was opened, by name. */
  trends: Record<string, Trend>;
  /** Which limits have changed their state since the reading before, in words; empty if none has. */
  news: string;
};

/** A day of readings every five minutes. */
const MOST_POINTS = 288;

/** What is known after a report has come, at `now` of this device's clock. */
export function extended(previous: Reading | undefined, report: Report, now: number): Reading {
  const before = previous?.report.org.id === report.org.id ? previous : undefined;
  const age = report.ageSeconds ?? 0;
  if (before && before.report.readAt === report.readAt) return { ...before, report };
  const readAt = report.readAt ? now - age * 1000 : null;
  const trends = report.limits.map((limit) => [limit.name, trend(before?.trends[limit.name], limit, readAt)]);
  return {
    report,
    readAt,
    trends: Object.fromEntries(trends),
    news: before ? news(before.report, report) : "",
  };
}

/** What has been used since the first reading of this page; null where there is nothing to compare. */
export function growth(trend: Trend | undefined): { by: number; since: number } | null {
  const first = trend?.points[0];
  const last = trend?.points.at(-1);
  return first && last && first !== last ? { by: last[1] - first[1], since: first[0] } : null;
}

function trend(before: Trend | undefined, { used }: Limit, at: number | null): Trend {
  const points = before?.points ?? [];
  if (typeof used !== "number" || at === null) return { points };
  // The first point stays: what is told is told since then.
  const kept = points.length < MOST_POINTS ? points : [...points.slice(0, 1), ...points.slice(2)];
  return { points: [...kept, [at, used]] };
}

function news(before: Report, after: Report): string {
  const states = new Map(before.limits.map((limit) => [limit.name, limit.state]));
  const changed = after.limits.filter(
    (limit) => states.has(limit.name) && states.get(limit.name) !== limit.state,
  );
  return changed.map((limit) => `${limit.label}: now ${STATE_WORDS[limit.state]}.`).join(" ");
}
