import { memo } from "react";
import { StateMark } from "@/kit/StateMark";
import type { WatchedOrg } from "../watched";

const COUNTED = ["exceeded", "critical", "warning", "unknown", "ok"] as const;

/** How many limits of an org are in which state; what there is none of is left out. */
export const OrgCounts = memo(function OrgCounts({
  counts,
}: {
  counts: NonNullable<WatchedOrg["summary"]>["counts"];
}) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
      {COUNTED.filter((state) => counts[state] > 0).map((state) => (
        <span key={state} className="inline-flex items-center gap-1 tabular-nums">
          {counts[state]} <StateMark state={state} />
        </span>
      ))}
    </span>
  );
});
