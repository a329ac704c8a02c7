import { count } from "@/words/numbers";
import { clock } from "@/words/times";

const HOUR = 3_600_000;

/** What the bars of a day say, in words: "8 in the last 24 hours, most in the hour from 14:00: 5". */
export function dayInWords(hours: readonly number[], now: number): string {
  const sum = hours.reduce((all, each) => all + each, 0);
  if (sum === 0) return "None in the last 24 hours";
  const most = Math.max(...hours);
  if (most === sum) return `${count(sum)} in the last 24 hours, all ${when(hours.indexOf(most), hours, now)}`;
  return `${count(sum)} in the last 24 hours, most ${when(hours.indexOf(most), hours, now)}: ${count(most)}`;
}

/** The heights of the bars, of 100; something is never as low as nothing. */
export function heights(hours: readonly number[]): number[] {
  const most = Math.max(1, ...hours);
  return hours.map((each) => (each === 0 ? 0 : Math.max(8, (each / most) * 100)));
}

/** The last of the hours is the present one. */
function when(index: number, hours: readonly number[], now: number): string {
  const back = hours.length - 1 - index;
  if (back === 0) return "in this hour";
  return `in the hour from ${clock(Math.floor(now / HOUR) * HOUR - back * HOUR)}`;
}
