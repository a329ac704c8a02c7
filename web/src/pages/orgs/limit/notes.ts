import type { Note } from "@/charts/subject";
import type { components } from "@/generated/api";

type OrgEvent = components["schemas"]["OrgEvent"];

/** What happened to a limit between two moments, out of all that happened to its org. */
export function notesOf(events: readonly OrgEvent[], name: string, from: number, to: number): Note[] {
  return events
    .filter((event) => event.limit === name)
    .map(({ at, kind, sentence }) => ({ at: Date.parse(at), kind, words: sentence }))
    .filter(({ at }) => at >= from && at <= to);
}
