/** What one limit was at some moments, in columns of equal length, rising in time. */
export type Course = {
  /** When each value was read, in milliseconds. */
  readonly at: readonly number[];
  /** What was used; null where Salesforce gave no value. */
  readonly used: readonly (number | null)[];
  /** What was allowed; null where Salesforce gave no value. */
  readonly max: readonly (number | null)[];
};

/** A course without any readings. */
export const NO_COURSE: Course = { at: [], used: [], max: [] };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The longest time that is answered reading by reading; longer times come by the hour. */
const SINGLY = 72 * HOUR;

/** The most parts into which an answer divides its time: four of its 10,000 values are kept of each. */
const PARTS = 2500;

/**
 * How far apart two readings may be for a line between them, in a course of this length: where two in a row
 * are missing, nobody knows what was in between.
 */
export function gapOf(length: number): number {
  const step = length <= SINGLY + MINUTE ? 5 * MINUTE : Math.max(HOUR, length / PARTS);
  return 2.5 * step;
}

/** The positions of the readings between two moments, both included. */
export function between({ at }: Course, from: number, to: number): [first: number, end: number] {
  let first = 0;
  while (first < at.length && (at[first] ?? 0) < from) first += 1;
  let end = at.length;
  while (end > first && (at[end - 1] ?? 0) > to) end -= 1;
  return [first, end];
}

/** The same readings at another time, such as a week later. */
export function moved({ at, used, max }: Course, by: number): Course {
  return { at: at.map((each) => each + by), used, max };
}
