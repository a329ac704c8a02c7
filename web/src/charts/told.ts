import { amount, percent } from "@/words/numbers";
import { format, moment } from "@/words/times";
import { between, type Course } from "./course";
import type { Note, Subject } from "./subject";

type Unit = Subject["unit"];

/** One reading in words, without its time: "12,304 of 15,000, 82 %". */
export function valueWords(
  used: number | null | undefined,
  max: number | null | undefined,
  unit: Unit,
): string {
  if (typeof used !== "number") return "no value";
  if (typeof max !== "number") return `${amount(used, unit)} used`;
  const share = max > 0 ? `, ${percent((used / max) * 100)}` : "";
  return `${amount(used, unit)} of ${amount(max, unit)}${share}`;
}

/** A moment with its weekday, by which people remember: "Fri 20 Nov 2026, 14:31 CET". */
export function dayAndMoment(at: number): string {
  return `${format(at, { weekday: "short" })} ${moment(at)}`;
}

/** A reading in words, with what happened up to it since the one before, and what was a week before. */
export function readingWords(subject: Subject, position: number): string {
  const { course, unit, lastWeek, notes = [] } = subject;
  const at = course.at[position];
  if (at === undefined) return "";
  const said = [`${dayAndMoment(at)}: ${valueWords(course.used[position], course.max[position], unit)}`];
  const before = lastWeek && usedNear(lastWeek, at);
  if (typeof before === "number") said.push(`a week before ${amount(before, unit)}`);
  said.push(...notesAt(notes, course, position).map(({ words }) => words.replace(/\.$/, "")));
  return said.join("; ");
}

/** What happened between the reading before and this one. */
export function notesAt(notes: readonly Note[], { at }: Course, position: number): Note[] {
  const until = at[position] ?? Number.NEGATIVE_INFINITY;
  const since = at[position - 1] ?? Number.NEGATIVE_INFINITY;
  return notes.filter((note) => note.at > since && note.at <= until);
}

/** What a chart shows, in two sentences for whoever does not see it. */
export function summaryOf(subject: Subject): string {
  const { course, from, to, unit, projection } = subject;
  const [first, end] = between(course, from, to);
  let [least, most, last]: (number | undefined)[] = [];
  for (let position = first; position < end; position += 1) {
    const value = course.used[position];
    if (typeof value !== "number") continue;
    if (least === undefined || value < (course.used[least] ?? 0)) least = position;
    if (most === undefined || value > (course.used[most] ?? 0)) most = position;
    last = position;
  }
  if (least === undefined || most === undefined || last === undefined) return "No readings with a value.";
  const value = (position: number) => valueWords(course.used[position], course.max[position], unit);
  const said = [
    `Least ${value(least)}, ${moment(course.at[least] ?? 0)}.`,
    `Most ${value(most)}, ${moment(course.at[most] ?? 0)}.`,
    `Last ${value(last)}, ${moment(course.at[last] ?? 0)}.`,
  ];
  if (projection) {
    const { runsOutAt, earliest, latest } = projection;
    said.push(`Expected to run out ${moment(runsOutAt)}, likely ${moment(earliest)} to ${moment(latest)}.`);
  }
  return said.join(" ");
}

function usedNear({ at, used }: Course, moment: number): number | null | undefined {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  const isBefore = before >= 0 && moment - (at[before] ?? 0) < (at[low] ?? Number.POSITIVE_INFINITY) - moment;
  return used[isBefore ? before : low];
}
