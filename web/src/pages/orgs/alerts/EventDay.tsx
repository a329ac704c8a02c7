import { EventItem } from "./EventItem";
import type { byDay } from "./events";
import { dayWords } from "./moments";
import type { KnownLimit } from "./settings";

/** What happened on one day. */
export function EventDay({
  day,
  org,
  limits,
  ahead,
  today,
}: {
  day: ReturnType<typeof byDay>[number];
  org: string;
  limits: readonly KnownLimit[];
  ahead: number;
  /** The present by the server's clock. */
  today: number;
}) {
  const words = dayWords(day.at, today);
  return (
    <section aria-label={words} className="grid gap-1">
      <h2 className="font-semibold text-base">{words}</h2>
      <ul className="grid border-hairline border-t">
        {day.events.map((event) => (
          <EventItem key={event.key} event={event} org={org} limits={limits} ahead={ahead} />
        ))}
      </ul>
    </section>
  );
}
