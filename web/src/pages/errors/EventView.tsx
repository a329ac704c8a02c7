import { Breadcrumbs } from "./Breadcrumbs";
import { EventFacts } from "./EventFacts";
import { Exceptions } from "./Exceptions";
import { Foreign } from "./Foreign";
import { Json } from "./Json";
import { Part } from "./Part";
import type { Report } from "./reports";
import { Tags } from "./Tags";
import { Why } from "./Why";

/** One event with all that its program sent along. */
export function EventView({ event }: { event: Report }) {
  const { message, exceptions = [], stack, breadcrumbs = [], tags } = event;
  return (
    <div className="grid gap-8 [&>*]:min-w-0">
      <EventFacts event={event} />
      {message && (
        <Part title="Message">
          <Foreign isWhole className="whitespace-pre-wrap">
            {message}
          </Foreign>
        </Part>
      )}
      {exceptions.length > 0 && <Exceptions exceptions={exceptions} />}
      {stack && (
        <Part title="Stack, as it was sent">
          <pre className="whitespace-pre-wrap rounded-sm bg-surface p-3 font-mono text-xs">
            <Foreign isWhole>{stack}</Foreign>
          </pre>
        </Part>
      )}
      {breadcrumbs.length > 0 && <Breadcrumbs breadcrumbs={breadcrumbs} />}
      {tags && Object.keys(tags).length > 0 && <Tags tags={tags} />}
      <Why why={event.whyGrouped} />
      <Part title="Everything else">
        <Json name="Request" value={event.request} />
        <Json name="User" value={event.user} />
        <Json name="Contexts" value={event.contexts} />
        <Json name="Extra" value={event.extra} />
        <Json name="The whole event" value={event} />
      </Part>
    </div>
  );
}
