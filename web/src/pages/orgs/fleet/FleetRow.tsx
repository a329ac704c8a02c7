import { memo } from "react";
import { Link } from "wouter";
import { OrgTag } from "@/app/OrgTag";
import { cn } from "@/kit/cn";
import type { WatchedOrg } from "../watched";
import { Age } from "./Age";
import { ConditionMark } from "./ConditionMark";
import { type Condition, isNew, isUnread, isUrgent } from "./condition";
import { OrgCounts } from "./OrgCounts";

/** What a row has to know; it is drawn anew only when something of it has changed. */
type RowProps = {
  watched: WatchedOrg;
  name: string;
  condition: Condition;
  first: string;
  second: string;
  left: string;
  skew: number;
  href: string;
};

/** One org in the list. What is out of view is not drawn. */
export const FleetRow = memo(function FleetRow(row: RowProps) {
  const { condition, first, href, left, name, second, skew, watched } = row;
  const { org, readAt, summary, trouble } = watched;
  const isGone = isUnread(condition) && !isNew(watched);
  return (
    <li
      className={cn(
        "grid items-start gap-x-6 gap-y-1 border-hairline border-b py-3 hover:bg-surface",
        "[contain-intrinsic-size:auto_5.500rem] [content-visibility:auto] print:[content-visibility:visible]",
        "md:grid-cols-[15rem_minmax(0,1fr)_8.500rem] lg:grid-cols-[18rem_minmax(0,1fr)_9rem]",
        "break-inside-avoid",
        isGone ? "border-l-4 border-l-crit border-dashed pl-2" : "pl-3",
      )}
    >
      <div className="grid min-w-0 justify-items-start gap-0.5">
        <Link
          href={href}
          data-org={org.id}
          className="inline-flex min-h-6 max-w-full font-medium text-text decoration-control
            pointer-coarse:min-h-11"
        >
          <OrgTag org={{ ...org, name }} />
        </Link>
        <ConditionMark condition={condition} />
      </div>
      <div className="grid min-w-0 gap-1">
        <p
          className={cn(isUrgent(condition) || isGone ? "font-medium" : "text-muted", isGone && "text-crit")}
        >
          {first}
        </p>
        {second && <p className="text-muted">{second}</p>}
        {trouble && (
          <p data-print="no">
            <Link href={`/orgs/${org.id}/connection`}>Reconnect</Link>
          </p>
        )}
        {summary && !isGone && <OrgCounts counts={summary.counts} />}
      </div>
      <div className="flex flex-wrap items-baseline gap-x-3 md:grid md:justify-items-end md:text-right">
        {left && <p className={cn("text-lg tabular-nums", isUrgent(condition) && "font-semibold")}>{left}</p>}
        <p className="text-muted text-xs">
          {readAt ? (
            <>
              read <Age at={readAt} skew={skew} />
            </>
          ) : (
            "never read"
          )}
        </p>
      </div>
    </li>
  );
});
