import { fromField, toField } from "@/pages/errors/localTime";
import type { Zone } from "@/words/times";

/** For how long something may hold. */
export const UNTILS = [
  ["hour", "For an hour"],
  ["tomorrow", "Until tomorrow, 08:00"],
  ["week", "For a week"],
  ["moment", "Until a date and time"],
] as const;

/** One of them. */
export type Until = (typeof UNTILS)[number][0];

const HOUR = 3_600_000;

/**
 * The moment at which it ends, in ISO 8601, or null if what was typed is none or has passed. `now` is the
 * server's present, because its clock decides.
 */
export function endOf(until: Until, typed: string, now: number, zone: Zone): string | null {
  switch (until) {
    case "hour":
      return new Date(now + HOUR).toISOString();
    case "week":
      return new Date(now + 7 * 24 * HOUR).toISOString();
    case "tomorrow": {
      const today = new Date(`${toField(new Date(now).toISOString(), zone).slice(0, 10)}T00:00:00Z`);
      const tomorrow = new Date(today.getTime() + 24 * HOUR).toISOString().slice(0, 10);
      return fromField(`${tomorrow}T08:00`, zone);
    }
    case "moment": {
      const at = fromField(typed, zone);
      return at !== "" && Date.parse(at) > now ? at : null;
    }
  }
}
