import { useOfNow } from "@/app/useNow";
import { useTitle } from "@/app/useTitle";
import { useUrlState } from "@/app/useUrlState";
import type { components } from "@/generated/api";
import { Button } from "@/kit/Button";
import { Trouble } from "@/kit/Trouble";
import { count, plural } from "@/words/numbers";
import { useWatchedLimits } from "../watched";
import { EventDay } from "./EventDay";
import { EventFilters } from "./EventFilters";
import { EventsSkeleton } from "./EventsSkeleton";
import { byDay, filtered, filterOf } from "./events";
import { NoEvents } from "./NoEvents";
import { useEvents } from "./useEvents";

/** What has happened to an org, the newest first, by day. */
export function EventsOfOrg({ org }: { org: components["schemas"]["Org"] }) {
  useTitle(`Events - ${org.name}`);
  const events = useEvents(org.id);
  const limits = useWatchedLimits(org.id, undefined).reading?.report.limits ?? [];
  const [state] = useUrlState();
  const ahead = events.data?.pages[0]?.ahead ?? 0;
  const today = useOfNow((now) => now - (now % 60_000)) + ahead;
  if (!events.data) {
    if (!events.error) return <EventsSkeleton />;
    return (
      <div className="grid max-w-3xl gap-4">
        <h1 className="font-semibold text-xl">The events cannot be shown</h1>
        <Trouble error={events.error} onRetry={() => events.refetch()} />
      </div>
    );
  }
  const all = events.data.pages.flatMap((page) => page.events);
  const filter = filterOf(state);
  const shown = filtered(all, filter);
  const isNarrowed = filter.kind !== undefined || filter.limit !== undefined;
  return (
    <div className="grid min-w-0 gap-5">
      <h1 className="font-semibold text-lg sm:text-xl">What has happened</h1>
      {all.length > 0 && <EventFilters filter={filter} events={all} limits={limits} />}
      {events.error && <Trouble error={events.error} onRetry={() => events.refetch()} />}
      {isNarrowed && all.length > 0 && (
        <p role="status" className="text-muted">
          {plural(shown.length, "event")} of the {events.hasNextPage ? "newest " : ""}
          {count(all.length)}
        </p>
      )}
      {shown.length === 0 && <NoEvents isNarrowed={isNarrowed && all.length > 0} />}
      {byDay(shown).map((day) => (
        <EventDay key={day.day} day={day} org={org.id} limits={limits} ahead={ahead} today={today} />
      ))}
      {events.hasNextPage ? (
        <p data-print="no">
          <Button busy={events.isFetchingNextPage} onClick={() => events.fetchNextPage()}>
            Earlier
          </Button>
        </p>
      ) : (
        all.length > 0 && <p className="text-muted">These are all. Events are kept for 13 months.</p>
      )}
    </div>
  );
}
