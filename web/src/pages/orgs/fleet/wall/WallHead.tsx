import { OrgTag } from "@/app/OrgTag";
import { useNow } from "@/app/useNow";
import { clock, zoneName } from "@/words/times";
import type { Standing } from "../fleet";

/** Whose turn it is, and what time it is where. */
export function WallHead({ standing, skew }: { standing: Standing | undefined; skew: number }) {
  const now = useNow() + skew;
  return (
    <div className="flex flex-wrap items-start justify-between sm:flex-nowrap gap-x-[calc(var(--u)*4)]">
      {standing && (
        <p
          className="flex min-w-0 text-[calc(var(--u)*5)] sm:[&_span]:truncate [&_span]:text-[1em]
            [&_span_span:first-child]:shrink-0"
        >
          <OrgTag org={{ ...standing.watched.org, name: standing.name }} />
        </p>
      )}
      <p className="ml-auto shrink-0 text-right tabular-nums leading-tight">
        <span className="text-[calc(var(--u)*5)]">{clock(now)}</span>
        <br />
        <span className="text-[calc(var(--u)*2.600)] text-muted">{zoneName()}</span>
      </p>
    </div>
  );
}
