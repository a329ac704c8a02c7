import type { components } from "@/generated/api";
import { listWords } from "./ruleWords";

/** Hours in which messages are held back. */
export type QuietHours = components["schemas"]["QuietHours"];
/** A day of the week. */
export type Day = components["schemas"]["QuietDay"];

/** The days of a week, from its first working day. */
export const DAYS: readonly Day[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

/** What a day is called. */
export function dayName(day: Day): string {
  return day.charAt(0).toUpperCase() + day.slice(1);
}

/** Quiet hours in sentences. */
export function quietWords(hours: QuietHours | null | undefined): string {
  if (!hours) return "None: messages are sent at any time.";
  const { from, to, timeZone, days, allowCritical = true } = hours;
  const end = to <= from ? `${to} on the next day` : to;
  const critical = allowCritical ? "Critical alerts come through." : "Critical alerts are held back, too.";
  return `From ${from} to ${end}, ${timeZone}, ${daysWords(days)}. ${critical}`;
}

/** All time zones that can be chosen. */
export function timeZones(): readonly string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
}

/** What is wrong with quiet hours that were typed, beside which field. */
export function wrongQuiet({ from, to, days }: { from: string; to: string; days: readonly Day[] }): {
  from?: string;
  to?: string;
  days?: string;
} {
  const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
  return {
    ...(isTime(from) ? {} : { from: "Enter a time such as 22:00." }),
    ...(!isTime(to) ? { to: "Enter a time such as 07:00." } : {}),
    ...(isTime(to) && from === to ? { to: "Enter another time than the one at which they begin." } : {}),
    ...(days.length > 0 ? {} : { days: "Choose one day at least." }),
  };
}

function daysWords(days: readonly Day[] | undefined): string {
  if (!days || days.length === 7) return "every day";
  const chosen = DAYS.filter((day) => days.includes(day));
  if (chosen.join() === DAYS.slice(0, 5).join()) return "Monday to Friday";
  if (chosen.join() === DAYS.slice(5).join()) return "Saturday and Sunday";
  return listWords(chosen.map(dayName));
}
