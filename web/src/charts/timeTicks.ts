import { zoneName } from "@/words/times";

/** A mark on the axis of time, with its words. */
export type Tick = { at: number; words: string };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Round lengths of time, in milliseconds, up to a week. */
const STEPS = [5, 15, 30, 60, 180, 360, 720, 1440, 2880, 7 * 1440].map((minutes) => minutes * MINUTE);

/** The same from there on, in months. */
const MONTHS = [1, 2, 3, 6, 12];
const MONTH = 30.44 * DAY;

/** Ticks may be closer by a quarter than was asked for, or there would often be half as many. */
const CLOSENESS = 0.75;

/** A Monday, from which weeks are counted. */
const MONDAY = Date.UTC(2024, 0, 1);

/**
 * Round moments between two others, about `count` of them: round on the clocks of the zone in which times
 * are shown, through every change of them.
 */
export function timeTicks(from: number, to: number, count: number): Tick[] {
  const [start, end] = [from + offsetAt(from), to + offsetAt(to)];
  const least = (CLOSENESS * (end - start)) / Math.max(1, count);
  const step = STEPS.find((each) => each >= least);
  const clocks = step ? everyStep(start, end, step) : everyMonths(start, end, least);
  const ticks = new Map(clocks.map((clock) => [momentOf(clock), wordsOf(clock, step ?? MONTH)]));
  return [...ticks].filter(([at]) => at >= from && at <= to).map(([at, words]) => ({ at, words }));
}

function everyStep(start: number, end: number, step: number): number[] {
  const clocks: number[] = [];
  const first = MONDAY + Math.ceil((start - MONDAY) / step) * step;
  for (let clock = first; clock <= end; clock += step) clocks.push(clock);
  return clocks;
}

function everyMonths(start: number, end: number, least: number): number[] {
  const months = MONTHS.find((each) => each * MONTH >= least) ?? 12;
  const first = new Date(start);
  const clocks: number[] = [];
  for (let month = Math.floor(first.getUTCMonth() / months) * months; ; month += months) {
    const clock = Date.UTC(first.getUTCFullYear(), month);
    if (clock > end) return clocks;
    if (clock >= start) clocks.push(clock);
  }
}

/** By how much clocks in the shown zone are ahead of UTC at a moment. */
function offsetAt(at: number): number {
  return zoneName() === "UTC" ? 0 : -new Date(at).getTimezoneOffset() * 60_000;
}

/** The moment at which clocks in the zone show this. */
function momentOf(clock: number): number {
  const near = clock - offsetAt(clock);
  return clock - offsetAt(near);
}

// What a clock shows is written as if it were UTC, so that no zone is taken into account twice.
function wordsOf(clock: number, step: number): string {
  if (step < DAY && clock % DAY !== 0) return TIME.format(clock);
  if (step < MONTH) return DATE.format(clock);
  return new Date(clock).getUTCMonth() === 0 ? YEAR.format(clock) : NAME_OF_MONTH.format(clock);
}

const TIME = words({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DATE = words({ day: "numeric", month: "short" });
const NAME_OF_MONTH = words({ month: "short" });
const YEAR = words({ year: "numeric" });

function words(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
}
