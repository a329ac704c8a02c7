import { median, quantile } from "d3-array";
import { between, type Course } from "@/charts/course";

/** One reading. */
export type Reading = { at: number; used: number; max: number | null };

/** What some readings come to. */
export type Figures = {
  /** The most that was used; of equal ones the last. */
  peak: Reading;
  /** What was not exceeded in 95 of 100 readings. */
  most: number;
  /** The last reading that has a value. */
  last: Reading;
  /** How many readings have a value. */
  count: number;
};

/** What the readings between two moments come to; undefined if none of them has a value. */
export function figuresOf(course: Course, from: number, to: number): Figures | undefined {
  const all = readings(course, from, to);
  const last = all.at(-1);
  if (!last) return undefined;
  const peak = all.reduce((one, other) => (other.used >= one.used ? other : one));
  // Of the values that there were, and none between two of them.
  const sorted = all.map(({ used }) => used).sort((one, other) => one - other);
  return { peak, most: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? last.used, last, count: all.length };
}

/** What is usual in an hour of the week, and of how many weeks that is known. */
export type Usual = { used: number; weeks: number };

const HOUR = 3_600_000;
const WEEK = 7 * 86_400_000;
const WEEKS = [1, 2, 3, 4];

/** When the hour of a moment began. */
export function hourOf(at: number): number {
  return at - (at % HOUR);
}

/** From when to when readings are needed to know what is usual in an hour. */
export function usualSpan(hour: number): [from: number, to: number] {
  return [hour - WEEKS.length * WEEK, hour - WEEK + HOUR];
}

/**
 * What was used in the same hour of the same weekday in the last four weeks: of each of these hours the value
 * in the middle, and of these again. Undefined if there are no readings of any of them.
 */
export function usualIn(course: Course, hour: number): Usual | undefined {
  const hours = WEEKS.map((weeks) => {
    const then = hour - weeks * WEEK;
    return median(readings(course, then, then + HOUR - 1), ({ used }) => used);
  });
  const known = hours.filter((each) => each !== undefined);
  const used = quantile(known, 0.5);
  return used === undefined ? undefined : { used: Math.round(used), weeks: known.length };
}

function readings(course: Course, from: number, to: number): Reading[] {
  const [first, end] = between(course, from, to);
  const found: Reading[] = [];
  for (let position = first; position < end; position += 1) {
    const used = course.used[position];
    if (typeof used !== "number") continue;
    found.push({ at: course.at[position] ?? 0, used, max: course.max[position] ?? null });
  }
  return found;
}
