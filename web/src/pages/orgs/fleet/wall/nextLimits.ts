import type { Limit, Report } from "@/limits/words";

/** What the screen says of a limit. */
export type NextLimit = Pick<
  Limit,
  "name" | "label" | "unit" | "state" | "usedPercent" | "remaining" | "max" | "forecast"
>;

/** There is room for so many. */
const ROOM = 3;

/** The most urgent limits, one more than there is room for: one of them is spoken of already. */
export function nextOf({ limits }: Report): NextLimit[] {
  return limits
    .filter(({ state }) => state !== "notProvisioned" && state !== "unlimited")
    .slice(0, ROOM + 1)
    .map(({ name, label, unit, state, usedPercent, remaining, max, forecast }) => ({
      name,
      label,
      unit,
      state,
      usedPercent: usedPercent ?? null,
      remaining: remaining ?? null,
      max: max ?? null,
      forecast: forecast ?? null,
    }));
}

/** Those of them that are not the one which is spoken of. */
export function besides(limits: readonly NextLimit[], worst: string | undefined): readonly NextLimit[] {
  return limits.filter(({ name }) => name !== worst).slice(0, ROOM);
}
