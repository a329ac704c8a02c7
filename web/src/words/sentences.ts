import type { components } from "@/generated/api";
import { amount, count, percent } from "./numbers";
import type { State } from "./states";
import { clock, format, zoneName } from "./times";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is so far ahead is told by the day: no forecast knows its hour. */
const FAR = 72 * HOUR;
/** What is further away than this is written with its day. */
const NEAR = 20 * HOUR;
/** No forecast looks farther ahead than a year. */
const FARTHEST = 366 * DAY;

/** When a limit is expected to run out, and when at the earliest and the latest. */
export type End = { runsOutAt: string; earliest: string; latest: string };

/** What a sentence about a limit is made of. */
export type Told = {
  label: string;
  unit: components["schemas"]["Unit"];
  state: State;
  usedPercent?: number | null | undefined;
  remaining?: number | null | undefined;
  max?: number | null | undefined;
  forecast?: End | null | undefined;
};

/**
 * A limit in a sentence, without its full stop: when it runs out if that is foreseen, else how much of it is
 * used. The server says the same in mails and webhooks (`of_limit`), always in UTC.
 */
export function sentenceOf(limit: Told, now: number): string {
  const { forecast, label, state } = limit;
  if (forecast && isTellable(forecast, now)) return runsOut(label, forecast, now);
  if (state === "notProvisioned") return `${label}: not provisioned`;
  if (state === "unlimited") return `${label}: unlimited`;
  if (state === "unknown") return `${label}: Salesforce gives no values`;
  return `${label}: ${leftOf(limit)}`;
}

/** Whether a forecast names moments, and none that is more than a year ahead. */
export function isTellable({ runsOutAt, earliest, latest }: End, now: number): boolean {
  const moments = [runsOutAt, earliest, latest].map((at) => Date.parse(at));
  return moments.every((at) => !Number.isNaN(at)) && Date.parse(runsOutAt) - now <= FARTHEST;
}

/** "2 h 9 min": how long something lasts, cut to minutes, and to hours beyond two days. */
export function span(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes === 0) return "less than a minute";
  if (hours === 0) return `${rest} min`;
  if (hours >= 48) return `${Math.floor(hours / 24)} days${hours % 24 > 0 ? ` ${hours % 24} h` : ""}`;
  return `${hours} h${rest > 0 ? ` ${rest} min` : ""}`;
}

/** "16:40", with the day if that is not near: "23 November 16:40". */
export function clockNear(at: string, now: number): string {
  const isNear = Math.abs(Date.parse(at) - now) < NEAR;
  return isNear ? clock(at) : `${day(at)} ${clock(at)}`;
}

/** "9 December" */
export function day(at: string | number): string {
  return format(at, { day: "numeric", month: "long" });
}

/** "16:20 to 17:15", or the days where no hour is known; empty if both are the same. */
export function rangeOf({ runsOutAt, earliest, latest }: End, now: number): string {
  if (Date.parse(runsOutAt) - now < FAR) return `${clockNear(earliest, now)} to ${clockNear(latest, now)}`;
  const [first, last] = [day(earliest), day(latest)];
  return first === last ? "" : `${first} to ${last}`;
}

/** "16:40 UTC", or on this device's clock "16:40 today"; the day alone where no hour is known. */
export function momentOf(at: string, now: number): string {
  if (Date.parse(at) - now >= FAR) return day(at);
  if (zoneName() === "UTC") return `${clockNear(at, now)} UTC`;
  if (day(at) === day(now)) return `${clock(at)} today`;
  return day(at) === day(now + DAY) ? `${clock(at)} tomorrow` : `${clock(at)} on ${day(at)}`;
}

/** "in 2 h 9 min", "in 41 days", "now" */
export function aheadOf(at: string, now: number): string {
  const ahead = Date.parse(at) - now;
  if (ahead <= 0) return "now";
  return `in ${ahead >= FAR ? `${Math.floor(ahead / DAY)} days` : span(ahead)}`;
}

function runsOut(label: string, end: End, now: number): string {
  const ahead = Date.parse(end.runsOutAt) - now;
  const told = `${label} ${verb(label)} out`;
  if (ahead <= 0) return `${told} now`;
  const range = rangeOf(end, now);
  const likely = range && ` (likely ${range})`;
  const at = ahead >= FAR ? "on" : "at";
  return `${told} ${at} ${momentOf(end.runsOutAt, now)}, ${aheadOf(end.runsOutAt, now)}${likely}`;
}

function leftOf({ max, remaining, state, unit, usedPercent }: Told): string {
  const hasMax = typeof max === "number" && typeof remaining === "number";
  if (state === "exceeded") {
    if (hasMax && remaining === 0) return `used up, none of ${amount(max, unit)} left`;
    if (hasMax && remaining < 0) return `used up, ${count(-remaining)} over the ${amount(max, unit)} allowed`;
    return "used up: Salesforce refuses further use";
  }
  const used = typeof usedPercent === "number" ? percent(usedPercent) : undefined;
  if (hasMax) return `${used ?? "nearly all"} used, ${count(remaining)} of ${amount(max, unit)} left`;
  return `${used ?? "much"} used`;
}

/** "Requests run out", "storage runs out". */
function verb(label: string): "run" | "runs" {
  const [noun = label] = label.split(/ \(| (?:with|without|by|to|for|in) /);
  return /(?<!s)s$/.test(noun) ? "run" : "runs";
}
