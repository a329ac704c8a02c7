import type { Points } from "@/limits/Sparkline";
import type { Report } from "@/limits/words";

/** The course of a limit in the last 24 hours; null where there is none, or none that is worth a line. */
export function pointsOf({ sparklines }: Report, name: string): Points | null {
  const used = sparklines?.used[name];
  if (!sparklines || !used) return null;
  const from = Date.parse(sparklines.from);
  const points = used.map((value, step) => [from + step * sparklines.stepSeconds * 1000, value] as const);
  const known = new Set(used.filter((value) => value !== null));
  return known.size > 1 ? points : null;
}
