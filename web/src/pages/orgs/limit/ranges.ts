import type { UrlState } from "@/app/useUrlState";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The lengths of time that can be looked at: their name in the address, their words, their milliseconds. */
export const RANGES = [
  ["6h", "6 hours", 6 * HOUR],
  ["24h", "24 hours", DAY],
  ["3d", "3 days", 3 * DAY],
  ["7d", "7 days", 7 * DAY],
  ["30d", "30 days", 30 * DAY],
  ["90d", "90 days", 90 * DAY],
  ["13m", "13 months", 396 * DAY],
] as const;

/** The name of one of them. */
export type Range = (typeof RANGES)[number][0];

/** The longest time in which the course of a week before can be told from the course itself. */
export const COMPARABLE = 30 * DAY;

/** As far back as anything is kept. */
export const KEPT = 397 * DAY;

/** The time that is looked at. */
export type Span = {
  range: Range;
  /** What the range is called. */
  words: string;
  /** Its length in milliseconds. */
  length: number;
  /** Its end; undefined as long as it reaches up to now. */
  to: number | undefined;
};

/** The time that an address asks for: the last 24 hours, unless it names another that is not to come. */
export function spanOf({ range, to }: UrlState, now: number): Span {
  const [name, words, length] = RANGES.find(([known]) => known === range) ?? RANGES[1];
  const end = to ? Date.parse(to) : Number.NaN;
  return { range: name, words, length, to: end < now && end > now - KEPT ? end : undefined };
}

/** What the address has to say for the time before this one; undefined if nothing is kept of it. */
export function earlier({ to, length }: Span, now: number): UrlState | undefined {
  const end = (to ?? now) - length;
  return end > now - KEPT ? { to: written(end) } : undefined;
}

/** The same for the time after this one; undefined if that has not come. */
export function later({ to, length }: Span, now: number): UrlState | undefined {
  if (to === undefined) return undefined;
  return { to: to + length >= now ? undefined : written(to + length) };
}

/** A moment as the API takes it, to the second. */
export function written(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
