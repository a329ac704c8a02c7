import { amount, count } from "@/words/numbers";
import { format } from "@/words/times";
import type { Limit } from "./words";

type Basis = NonNullable<Limit["forecast"]>["basis"];

/** What is usual within this share of it is called usual: nobody can see the difference. */
const USUAL = 0.1;

/** What is counted, where that can be named in a word. */
const NOUNS: Partial<Record<Limit["category"], string>> = { email: "emails", events: "events" };

/** How fast a limit is used: "7,734 an hour, 1.4 times the usual"; empty where that is not known. */
export function inAnHour({ ratePerHour, rateFactor, unit, state }: Limit): string {
  if (typeof ratePerHour !== "number" || state === "unlimited" || state === "notProvisioned") return "";
  if (ratePerHour === 0) return "no use at present";
  const pace = paced(ratePerHour, (value) => fine(value, unit));
  return pace + compared(rateFactor, "the usual", "as usual");
}

/** Why a limit ends then: "312 calls per 5 minutes, 2.4 times a usual Friday". */
export function reasonOf(limit: Limit, basis: Basis, now: number): string {
  const { unit } = limit;
  const noun = limit.name === "DailyApiRequests" ? "calls" : NOUNS[limit.category];
  const told = (value: number) => fine(value, unit) + (noun && unit === "count" ? ` ${noun}` : "");
  switch (basis.method) {
    case "sameHours":
    case "fewDays": {
      const day = `a usual ${weekday(now)}`;
      const isSlow = basis.perFiveMinutes < 1;
      const pace = isSlow
        ? paced(basis.perFiveMinutes * 12, told)
        : `${told(basis.perFiveMinutes)} per 5 minutes`;
      return `${pace}${compared(basis.factor, day, `as on ${day}`)}`;
    }
    case "todaysPace":
      return `${paced(basis.perFiveMinutes * 12, told)} in the last hours`;
    case "thisWindow":
      return `${paced(basis.perHour, told)} since the counter began anew`;
    case "trend":
      return `${told(basis.perDay)} a day over the last ${count(basis.days)} days`;
  }
}

/** So much an hour, or a day where that would be next to nothing. */
function paced(perHour: number, told: (value: number) => string): string {
  return Math.abs(perHour) < 1 ? `${told(perHour * 24)} a day` : `${told(perHour)} an hour`;
}

/** "1.4", "7,734 MB": cut, with a decimal where a whole number would say little. */
function fine(value: number, unit: Limit["unit"]): string {
  const tenths = Math.trunc(Math.abs(value) * 10) / 10;
  const isSmall = tenths < 10 && !Number.isInteger(tenths);
  const words = amount(Math.trunc(Math.abs(value)), unit);
  const told = isSmall ? words.replace(/^\d+/, tenths.toFixed(1)) : words;
  return value < 0 ? `\u2212${told}` : told;
}

function compared(factor: number | null | undefined, usual: string, same: string): string {
  if (typeof factor !== "number") return "";
  if (Math.abs(factor - 1) <= USUAL) return `, ${same}`;
  return factor < 0.1 ? `, much less than ${usual}` : `, ${fine(factor, "count")} times ${usual}`;
}

function weekday(now: number): string {
  return format(now, { weekday: "long" });
}
