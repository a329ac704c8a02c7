import { percent } from "@/words/numbers";
import { aheadOf, clockNear, day, isTellable, rangeOf } from "@/words/sentences";
import { inAnHour } from "./rateWords";
import type { Limit } from "./words";

type WhyNone = NonNullable<Limit["noForecast"]>;

const HOUR = 3_600_000;
const FAR = 72 * HOUR;

const WHY_NONE: Record<WhyNone, string> = {
  noData: "Not known: no readings",
  stale: "Not known: no fresh reading",
  noMaximum: "No bound",
  exceeded: "Used up",
  learning: "Learning",
  notForecast: "Not forecast",
  unsure: "Not sure",
  staysBelow: "Not in sight",
};

/** The forecast of a limit, unless it names moments that cannot be. */
export function forecastOf({ forecast }: Limit, now: number): Limit["forecast"] {
  return forecast && isTellable(forecast, now) ? forecast : null;
}

/** "16:40", "23 November 02:05", or the day alone where no hour is known. */
export function whenOf(at: string, now: number): string {
  return Date.parse(at) - now >= FAR ? day(at) : clockNear(at, now);
}

/** The time that a limit has left ("16:40, in 2 h 9 min"), or why it is not told. */
export function timeLeft(limit: Limit, now: number): string {
  const forecast = forecastOf(limit, now);
  const { noForecast, reliefAt, state } = limit;
  if (forecast && state !== "exceeded") {
    const at = forecast.runsOutAt;
    return Date.parse(at) <= now ? "Now" : `${whenOf(at, now)}, ${aheadOf(at, now)}`;
  }
  // Salesforce may refuse a limit that by the last reading would have stayed below its maximum.
  if (noForecast && state === "exceeded") {
    return reliefAt ? `Used up; below again about ${whenOf(reliefAt, now)}` : "Used up";
  }
  if (state === "notProvisioned") return "Not in use";
  if (state === "unlimited") return "No bound";
  return noForecast ? WHY_NONE[noForecast] : "";
}

/** The same at length, with how far it can be relied on, and how fast it goes. */
export function runsOutAtLength(limit: Limit, now: number): string {
  const forecast = forecastOf(limit, now);
  const said = [`${forecast ? "Runs out: " : ""}${timeLeft(limit, now)}.`];
  if (forecast) {
    const range = rangeOf(forecast, now);
    said.push(`${range && `Likely ${range}, `}${forecast.confidence} confidence: ${forecast.because}.`);
  }
  const rate = inAnHour(limit);
  if (rate) said.push(`Now ${rate}.`);
  return said.join(" ");
}

/** What comes after the worst, in a few words: "Data storage in about 41 days". */
export function nextOf(limit: Limit, now: number): string {
  const { label, state, usedPercent } = limit;
  const forecast = forecastOf(limit, now);
  if (!forecast) {
    if (state === "exceeded") return `${label} used up`;
    return `${label}${typeof usedPercent === "number" ? ` ${percent(usedPercent)} used` : ""}`;
  }
  const at = forecast.runsOutAt;
  const isFar = Date.parse(at) - now >= FAR;
  const when = isFar ? aheadOf(at, now).replace(/^in /, "in about ") : whenOf(at, now);
  return `${label} ${when}${forecast.confidence === "low" ? " (low confidence)" : ""}`;
}
