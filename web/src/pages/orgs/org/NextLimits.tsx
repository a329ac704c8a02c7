import { Fragment } from "react";
import { nextOf } from "@/limits/aheadWords";
import { DetailsOf } from "@/limits/DetailsOf";
import type { Limit } from "@/limits/words";

/** What comes after the most urgent limit, in one line. */
export function NextLimits({ limits, now }: { limits: readonly Limit[]; now: number }) {
  if (limits.length === 0) return null;
  return (
    <p>
      <span className="text-muted">Next: </span>
      {limits.map((limit, at) => (
        <Fragment key={limit.name}>
          {at > 0 && "; "}
          <DetailsOf limit={limit}>{nextOf(limit, now)}</DetailsOf>
        </Fragment>
      ))}
    </p>
  );
}
