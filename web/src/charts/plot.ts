import { min as least, max as most, nice, ticks } from "d3-array";
import { between, type Course } from "./course";
import type { Subject } from "./subject";

/** The part of a drawing in which the course is, and how values and moments become places in it. */
export type Plot = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: (at: number) => number;
  y: (value: number) => number;
  /** Round values for the axis. */
  values: number[];
  /** The most that the height stands for. */
  highest: number;
};

/** As much room as the words at the axes need: above, for a line of the smallest text at the foot. */
const TOP = 20;
const BOTTOM = 24;
const RIGHT = 42;

/** The width of a character of the smallest text; digits are all of one width. */
export const CHARACTER = 6.8;

/** The plot of a subject in a drawing of this size. */
export function plotOf(subject: Subject, width: number, height: number): Plot {
  const { from, to } = subject;
  const [lowest, highest] = heights(subject);
  const room = height - TOP - BOTTOM;
  const number = Math.max(2, Math.min(5, Math.floor(room / 34)));
  const values = ticks(lowest, highest, number).filter(Number.isInteger);
  const longest = most(values.map((value) => short(value).length)) ?? 1;
  const left = Math.ceil(longest * CHARACTER) + 10;
  const right = Math.max(left + 40, width - RIGHT);
  const bottom = height - BOTTOM;
  return {
    left,
    right,
    top: TOP,
    bottom,
    x: (at) => left + ((at - from) / Math.max(1, to - from)) * (right - left),
    y: (value) => bottom - ((value - lowest) / Math.max(1e-9, highest - lowest)) * (bottom - TOP),
    values,
    highest,
  };
}

/** A value as an axis has room for it: "265K", "1.5M". */
export function short(value: number): string {
  return SHORT.format(value);
}

const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** The most that was used and the most that was allowed in the shown time. */
export function peaksOf({ course, from, to, lastWeek }: Subject): { used: number; max: number } {
  const [first, end] = between(course, from, to);
  const part = (values: Course["used"]) => most(values.slice(first, end).filter((value) => value !== null));
  const before = lastWeek ? (most(lastWeek.used.filter((value) => value !== null)) ?? 0) : 0;
  return { used: Math.max(part(course.used) ?? 0, before), max: part(course.max) ?? 0 };
}

/** What the foot and the top of a plot stand for: round values around all that is in it. */
function heights(subject: Subject): [lowest: number, highest: number] {
  const peaks = peaksOf(subject);
  // More may be left than is allowed, so that less than nothing is used.
  const lowest = Math.min(0, least(subject.course.used.filter((value) => value !== null)) ?? 0);
  const highest = Math.max(
    peaks.used * 1.04,
    subject.close ? 0 : peaks.max * 1.04,
    subject.projection?.max ?? 0,
  );
  return nice(lowest, highest || 1, 5);
}
