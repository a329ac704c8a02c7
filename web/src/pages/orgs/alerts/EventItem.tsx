import { Link } from "wouter";
import { useOfNow } from "@/app/useNow";
import { clock, moment, relative } from "@/words/times";
import { EventMark } from "./EventMark";
import type { OrgEvent } from "./events";
import { labelOf } from "./ruleWords";
import type { KnownLimit } from "./settings";

/** One event: when, what, and about which limit. */
export function EventItem({
  event,
  org,
  limits,
  ahead,
}: {
  event: OrgEvent;
  org: string;
  limits: readonly KnownLimit[];
  ahead: number;
}) {
  const { at, limit } = event;
  const ago = useOfNow((now) => relative(at, now + ahead));
  return (
    <li className="grid gap-x-4 gap-y-0.5 border-hairline border-b py-2.5 sm:grid-cols-[8.5rem_1fr]">
      <time dateTime={at} title={moment(at)} className="text-muted tabular-nums">
        {clock(at)}, {ago}
      </time>
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <EventMark kind={event.kind} />
          {limit && (
            <Link
              href={`/orgs/${org}/limits/${limit}`}
              className="leading-6 pointer-coarse:leading-[2.75rem]"
            >
              {labelOf(limit, limits)}
            </Link>
          )}
        </p>
        <p>{event.sentence}</p>
      </div>
    </li>
  );
}
