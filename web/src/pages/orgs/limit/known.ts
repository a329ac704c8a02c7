import type { Course } from "@/charts/course";
import type { components } from "@/generated/api";

/** What the API answers of one limit over a time. */
export type History = components["schemas"]["History"];

/** The same for the page: moments in milliseconds, by the server's clock. */
export type Known = { history: History; course: Course; from: number; to: number };

/** What an answer holds, for the page. */
export function knownOf(history: History): Known {
  const course = { at: history.at.map((at) => at * 1000), used: history.used, max: history.max };
  return { history, course, from: Date.parse(history.from), to: Date.parse(history.to) };
}
