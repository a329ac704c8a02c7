import { count } from "@/words/numbers";
import { duration, moment, relative } from "@/words/times";
import type { Change, Group } from "./reports";

/** How long a group can be muted, with words for it. */
export const MUTES: readonly (readonly [string, number])[] = [
  ["For 1 hour", 1],
  ["For 24 hours", 24],
  ["For 7 days", 168],
];

/** Mutes for so many hours from now on. */
export function mutedFor(hours: number, now: number): Change {
  return { status: "muted", until: new Date(now + hours * 3_600_000).toISOString() };
}

/** The number that somebody wrote, or what is wrong with it. */
export function moreOf(text: string): number | string {
  const number = Number(text.trim().replaceAll(",", ""));
  if (text.trim() === "") return "Enter a number.";
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000_000) {
    return "Enter a whole number from 1 to 1,000,000,000.";
  }
  return number;
}

/** What holds for a group at present, in a sentence. */
export function standing(group: Group, now: number): string {
  if (group.mergedInto) return "It was merged: its events are counted in another group.";
  if (group.status === "open") return "Nobody has decided about it yet.";
  if (group.status === "resolved") return resolved(group, now);
  if (group.mutedUntil) {
    const left = duration((new Date(group.mutedUntil).getTime() - now) / 1000);
    return `Muted until ${moment(group.mutedUntil)} (${left} left).`;
  }
  if (group.mutedUntilCount) {
    const more = Math.max(0, group.mutedUntilCount - group.count);
    return `Muted until it was seen ${count(group.mutedUntilCount)} times: ${count(more)} more.`;
  }
  return "Muted until somebody opens it again.";
}

function resolved(group: Group, now: number): string {
  const at = group.resolvedAt ? ` ${relative(group.resolvedAt, now)}, ${moment(group.resolvedAt)}` : "";
  const but = group.resolvedExceptIn
    ? `Release ${group.resolvedExceptIn} may still have it; seen in another one, it is open again.`
    : "Seen again, it is open again.";
  return `Resolved${at}. ${but}`;
}
