import { moment } from "@/words/times";

/** "20 Nov 2026, 14:31 CET to 21 Nov 2026, 14:31 CET" */
export function dayWords(from: number, to: number): string {
  return `${moment(from)} to ${moment(to)}`;
}
