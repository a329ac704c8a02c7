import { useEffect } from "react";
import { useUrlState } from "@/app/useUrlState";
import { EmptyState } from "@/kit/EmptyState";
import { Notice } from "@/kit/Notice";
import { Waiting } from "@/kit/Waiting";
import { EventNav } from "./EventNav";
import { EventView } from "./EventView";
import type { useGroup } from "./queries";

/** The events that were kept of a group, one at a time; the address says which. */
export function EventPart({ pages }: { pages: ReturnType<typeof useGroup> }) {
  const [url] = useUrlState();
  const { hasNextPage, isFetching, isError, fetchNextPage } = pages;
  const events = pages.data?.pages.flatMap((page) => page.events) ?? [];
  const wanted = url.event ? events.findIndex((event) => event.id === url.event) : 0;
  // The one before the last, so that the way to the next older event is there when it is wanted.
  const isShort = wanted < 0 || wanted >= events.length - 1;
  useEffect(() => {
    if (isShort && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [isShort, hasNextPage, isFetching, isError, fetchNextPage]);
  if (wanted < 0 && hasNextPage && !isError) return <Waiting what="Looking for the event" />;
  const index = Math.max(0, wanted);
  const event = events[index];
  if (!event) {
    return <EmptyState title="No event of this group is kept any more" />;
  }
  return (
    <section aria-labelledby="event" className="grid gap-4 border-hairline border-t pt-6 [&>*]:min-w-0">
      {wanted < 0 && (
        <Notice tone="warn">The event of this address is not kept any more. This is the newest one.</Notice>
      )}
      <EventNav events={events} index={index} hasMore={hasNextPage} />
      <EventView key={event.id} event={event} />
    </section>
  );
}
