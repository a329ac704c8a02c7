import { percent, plural } from "@/words/numbers";
import { aheadOf, sentenceOf, span } from "@/words/sentences";
import { clock, moment } from "@/words/times";
import type { WatchedOrg } from "../watched";
import { type Condition, isNew, isUnread, isUrgent } from "./condition";
import { countsOf, type Standing, toldOf } from "./fleet";

/** What a row says of an org: the answer, and what follows from it; times are the server's. */
export type Said = { first: string; second: string };

/** What is known of an org's most urgent limit, or why nothing is. */
export function saidOf({ condition, watched }: Standing, now: number): Said {
  const { trouble } = watched;
  const last = lastKnown(watched);
  if (trouble) return { first: `Not connected because ${trouble.words}`, second: trouble.remedy };
  if (isNew(watched))
    return { first: "Not read yet", second: "The first reading comes within five minutes." };
  if (condition === "silent") return { first: silence(watched, now), second: join(paused(watched), last) };
  const worst = sentence(watched, now);
  if (isUrgent(condition) || watched.summary?.worst?.runsOutAt) return { first: worst, second: "" };
  return { first: "Nothing is near its limit", second: `Closest to it: ${worst}` };
}

/** How much time is left, as large letters have room for; empty where there is no end in sight. */
export function timeLeft({ condition, watched }: Standing, now: number): string {
  if (isUnread(condition)) return "";
  if (condition === "exceeded") return "Used up";
  const at = watched.summary?.worst?.runsOutAt;
  return at ? aheadOf(at, now).replace(/^in /, "") : "";
}

/** How much of the most urgent limit is used, where no time can be named. */
export function shareOf({ watched }: Standing): string {
  const used = watched.summary?.worst?.usedPercent;
  return typeof used === "number" ? `${percent(used)} used` : "";
}

/** The answer over all orgs, and what there is besides it. */
export function headlineOf(standings: readonly Standing[], now: number): { headline: string; more: string } {
  const unread = standings.filter(({ condition }) => isUnread(condition));
  const [worst] = standings.filter(({ condition }) => isUrgent(condition));
  if (worst) {
    const others = join(alsoUrgent(standings, worst), notRead(unread));
    return { headline: `${worst.name}: ${sentence(worst.watched, now)}`, more: others };
  }
  const [lonely] = standings;
  if (lonely && unread.length === standings.length) {
    if (unread.every(({ watched }) => isNew(watched))) {
      return { headline: "No org has been read yet", more: "The first reading comes within five minutes." };
    }
    const since = "What has happened since the last reading is not known.";
    if (standings.length === 1) return { headline: `${lonely.name}: ${said(lonely, now)}`, more: since };
    return { headline: `None of the ${standings.length} orgs is being read`, more: since };
  }
  const read = standings.length - unread.length;
  const where = read > 1 ? ` in ${unread.length > 0 ? "the other" : "any of the"} ${read} orgs` : "";
  return { headline: `Nothing is near its limit${where}`, more: notRead(unread) };
}

/** "Daily API requests run out at 16:40 today, in 2 h 9 min (likely 16:20 to 17:15)" */
export function sentence({ summary }: WatchedOrg, now: number): string {
  return summary?.worst ? sentenceOf(toldOf(summary.worst), now) : "No limit is known";
}

function said(standing: Standing, now: number): string {
  const { first } = saidOf(standing, now);
  return first.charAt(0).toLowerCase() + first.slice(1);
}

function silence({ readAt, summary }: WatchedOrg, now: number): string {
  const since = span(now - Date.parse(readAt ?? ""));
  // It was read, and Salesforce gave no values.
  if (!summary?.worst || summary.worst.state === "unknown") return "No usable reading";
  return `No reading for ${since}`;
}

function paused({ pausedUntil }: WatchedOrg): string {
  return pausedUntil ? `Salesforce refused or failed; the next attempt is at ${clock(pausedUntil)}.` : "";
}

/** What an old reading foresaw is not said any more: it may long have happened. */
function lastKnown({ readAt, summary }: WatchedOrg): string {
  if (!readAt || !summary?.worst) return "";
  const { forecast: _, ...told } = toldOf(summary.worst);
  return `Last known, ${moment(readAt)}: ${sentenceOf(told, Date.parse(readAt))}.`;
}

const ALSO: readonly (readonly [Condition, string])[] = [
  ["exceeded", "with a limit used up"],
  ["soon", "with one that runs out within 24 hours"],
  ["critical", "red"],
  ["warning", "yellow"],
];

function alsoUrgent(standings: readonly Standing[], worst: Standing): string {
  const counts = countsOf(standings.filter((standing) => standing !== worst));
  const told = ALSO.filter(([condition]) => counts[condition] > 0).map(
    ([condition, words], at) => `${at === 0 ? plural(counts[condition], "org") : counts[condition]} ${words}`,
  );
  return told.length > 0 ? `Also ${told.join(", ")}.` : "";
}

function notRead(unread: readonly Standing[]): string {
  const [first] = unread;
  if (!first) return "";
  if (unread.length === 1) {
    const { name, watched } = first;
    const why = isNew(watched) ? "has not been read yet" : "is not being read";
    return `${name} ${why}: nothing is known of it.`;
  }
  return `${plural(unread.length, "org")} are not being read: nothing is known of them.`;
}

function join(...parts: string[]): string {
  return parts.filter(Boolean).join(" ");
}
