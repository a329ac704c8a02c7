import type { Zone } from "@/words/times";

/** What a field of date and time shows for a moment, in the zone that is shown: "2026-11-21T14:31". */
export function toField(iso: string, zone: Zone): string {
  if (iso === "") return "";
  const at = new Date(iso);
  const shift = zone === "UTC" ? 0 : at.getTimezoneOffset();
  return new Date(at.getTime() - shift * 60_000).toISOString().slice(0, 16);
}

/** The moment that such a field shows; empty if it shows none. */
export function fromField(value: string, zone: Zone): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return "";
  const at = new Date(zone === "UTC" ? `${value}Z` : value);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}
