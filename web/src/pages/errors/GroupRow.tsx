import { Link } from "wouter";
import { Time } from "@/kit/Time";
import { plural } from "@/words/numbers";
import { Foreign } from "./Foreign";
import { HourBars } from "./HourBars";
import { Mark } from "./Mark";
import { places } from "./places";
import type { Group } from "./reports";

/** One group in the list. */
export function GroupRow({ group, project, at }: { group: Group; project: string; at: number }) {
  const more = [group.source, ...group.environments, group.release].filter((part) => part != null);
  return (
    <li className="grid gap-x-6 gap-y-2 border-hairline border-b py-3 md:grid-cols-[1fr_14rem_11rem]">
      <div className="grid min-w-0 content-start gap-1">
        <Link
          href={`/errors/${group.id}?project=${project}`}
          className="inline-block min-h-6 min-w-0 font-medium text-base text-text pointer-coarse:min-h-11"
        >
          <Foreign most={200}>{group.title || "(no words)"}</Foreign>
        </Link>
        {group.culprit && (
          <span className="min-w-0 text-muted">
            <Foreign most={200} className="font-mono text-xs">
              {group.culprit}
            </Foreign>
          </span>
        )}
        <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <Mark of={group.severity} />
          <Mark of={group.status} />
          {places(more).map(({ place, thing: part }) => (
            <span key={place} className="min-w-0 text-muted">
              <Foreign most={80}>{part}</Foreign>
            </span>
          ))}
        </span>
      </div>
      <HourBars hours={group.hours} at={at} />
      <div className="flex flex-wrap gap-x-3 tabular-nums md:grid md:content-start md:justify-items-end">
        <span className="font-medium">{plural(group.count, "event")}</span>
        {group.users > 0 && <span className="text-muted">about {plural(group.users, "user")}</span>}
        <span className="text-muted">
          last <Time at={group.lastSeen} />
        </span>
        <span className="text-muted">
          first <Time at={group.firstSeen} />
        </span>
      </div>
    </li>
  );
}
