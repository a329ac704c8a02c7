import { clock, zoneName } from "@/words/times";

/** "14:05" of the same day, else "3 Nov 14:05", and "3 Nov 2025 14:05" of another year. */
export function shortMoment(at: string | number, now: number): string {
  if (dayKey(at) === dayKey(now)) return clock(at);
  const year = dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4) ? {} : ({ year: "numeric" } as const);
  return `${format(at, { day: "numeric", month: "short", ...year })} ${clock(at)}`;
}

/** "Today", "Yesterday", "Tuesday 3 November", with the year where it is another one. */
export function dayWords(at: string | number, now: number): string {
  const key = dayKey(at);
  if (key === dayKey(now)) return "Today";
  if (key === dayKey(now - 24 * 3_600_000)) return "Yesterday";
  const year = key.slice(0, 4) === dayKey(now).slice(0, 4) ? {} : ({ year: "numeric" } as const);
  return `${format(at, { weekday: "long" })} ${format(at, { day: "numeric", month: "long", ...year })}`;
}

/** The day of a moment in the zone that is shown: "2026-11-03". */
export function dayKey(at: string | number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zoneName() }).format(new Date(at));
}

function format(at: string | number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zoneName(), ...options }).format(new Date(at));
}
