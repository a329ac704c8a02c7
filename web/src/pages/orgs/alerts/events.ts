import type { UrlState } from "@/app/useUrlState";
import type { components } from "@/generated/api";
import { dayKey } from "./moments";

/** Something that happened to an org. */
export type OrgEvent = components["schemas"]["OrgEvent"];
/** What kind of thing. */
export type EventKind = components["schemas"]["EventKind"];

/** What each kind of event is called. */
export const EVENT_WORDS: Record<EventKind, string> = {
  alertOpened: "Alert opened",
  alertEscalated: "Alert became critical",
  alertClosed: "Alert closed",
  maximumChanged: "Maximum changed",
  limitAppeared: "Limit appeared",
  limitVanished: "Limit vanished",
  connectionLost: "Connection lost",
  connectionRestored: "Connection restored",
};

/** What of the events is shown. */
export type EventFilter = { kind: EventKind | undefined; limit: string | undefined };

/** What an address asks for; what it does not know, it leaves out. */
export function filterOf({ kind, limit }: UrlState): EventFilter {
  return { kind: kind && Object.hasOwn(EVENT_WORDS, kind) ? (kind as EventKind) : undefined, limit };
}

/** The events that are asked for. */
export function filtered(events: readonly OrgEvent[], { kind, limit }: EventFilter): readonly OrgEvent[] {
  return events.filter((event) => (!kind || event.kind === kind) && (!limit || event.limit === limit));
}

/** Events by the day on which they happened, in the zone that is shown; each with a key of its own. */
export function byDay(events: readonly OrgEvent[]): { day: string; at: string; events: Keyed[] }[] {
  const days: { day: string; at: string; events: Keyed[] }[] = [];
  const seen = new Map<string, number>();
  for (const event of events) {
    const day = dayKey(event.at);
    if (days.at(-1)?.day !== day) days.push({ day, at: event.at, events: [] });
    const text = `${event.at} ${event.kind} ${event.limit ?? ""}`;
    const number = seen.get(text) ?? 0;
    seen.set(text, number + 1);
    days.at(-1)?.events.push({ ...event, key: `${text} ${number}` });
  }
  return days;
}

/** An event with what tells it from all others. */
export type Keyed = OrgEvent & { key: string };
