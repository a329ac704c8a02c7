import { Link, useLocation, useSearch } from "wouter";
import { writeUrl } from "@/app/useUrlState";
import { buttonClass } from "@/kit/Button";
import { CopyButton } from "@/kit/CopyButton";
import { count } from "@/words/numbers";
import type { Report } from "./reports";

/** Which of the kept events is shown, and the ways to its neighbours. */
export function EventNav({
  events,
  index,
  hasMore,
}: {
  events: readonly Report[];
  index: number;
  hasMore: boolean;
}) {
  const [path] = useLocation();
  const search = useSearch();
  // At an end the link stays where it is and leads nowhere: it keeps the focus, and its place.
  const step = (words: string, to: Report | undefined) => (
    <Link
      href={path + writeUrl(search, { event: (to ?? events[index])?.id })}
      replace
      aria-disabled={!to || undefined}
      aria-label={`${words} event`}
      className={buttonClass()}
    >
      {words}
    </Link>
  );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <h2 id="event" className="font-semibold text-lg">
        Event {count(index + 1)} of {count(events.length)}
        {hasMore && " or more"}
      </h2>
      <span className="text-muted">those that were kept, the newest first</span>
      <nav aria-label="Events" className="ml-auto flex flex-wrap gap-2">
        {step("Newer", events[index - 1])}
        {step("Older", events[index + 1])}
        <CopyButton text={JSON.stringify(events[index], null, 2)} label="Copy as JSON" />
      </nav>
    </div>
  );
}
