import { amount } from "@/words/numbers";
import { clock, moment } from "@/words/times";
import type { Limit } from "./words";

type WhyNone = NonNullable<Limit["noForecast"]>;

const DAY = 86_400_000;

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

/** When a watched org's limit runs out, or why that is not said. */
export function runsOut({ forecast, noForecast, reliefAt }: Limit, now: number): string {
  if (forecast) return when(forecast.runsOutAt, now);
  if (noForecast === "exceeded" && reliefAt) return `Used up; falls below about ${when(reliefAt, now)}`;
  return noForecast ? WHY_NONE[noForecast] : "";
}

/** The same with how far it can be relied on, and how fast it goes. */
export function runsOutAtLength(limit: Limit, now: number): string {
  const { forecast, ratePerHour, rateFactor, unit } = limit;
  const said = [`${forecast ? "Runs out " : ""}${runsOut(limit, now)}.`];
  if (forecast) {
    const { earliest, latest, confidence, because } = forecast;
    said.push(`Likely ${when(earliest, now)} to ${when(latest, now)}, ${confidence} confidence: ${because}.`);
  }
  if (typeof ratePerHour === "number") {
    const usual = typeof rateFactor === "number" ? `, ${rateFactor} times the usual` : "";
    said.push(`${amount(ratePerHour, unit)} an hour now${usual}.`);
  }
  return said.join(" ");
}

/** "16:40" on the same day, else with its date. */
function when(at: string, now: number): string {
  const isNear = Math.abs(new Date(at).getTime() - now) < DAY / 2;
  return isNear ? clock(at) : moment(at);
}
