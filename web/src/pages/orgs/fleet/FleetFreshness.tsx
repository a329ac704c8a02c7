import { useNow } from "@/app/useNow";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { secondsUntil } from "@/limits/polling";
import { clockWithSeconds, countdown, moment, relative } from "@/words/times";
import type { AskedFleet } from "./useFleet";

/** When the orgs were looked up, and when they will be again. */
export function FleetFreshness({ asked }: { asked: AskedFleet }) {
  const { askedAt, fleet, isAsking, nextAt, refresh } = asked;
  // The orgs' own times are the server's.
  const at = askedAt + (fleet?.skew ?? 0);
  const now = useNow();
  const left = secondsUntil(nextAt, now);
  const next = left > 0 ? `next in ${countdown(left)}` : "next one is due";
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      <p className="tabular-nums">
        Updated{" "}
        <time dateTime={new Date(at).toISOString()} title={moment(at)}>
          {clockWithSeconds(at)}
        </time>
        , {relative(askedAt, now)}
        <span className="print:hidden"> – {isAsking ? "asking now" : next}</span>
      </p>
      <Button busy={isAsking} onClick={refresh} aria-keyshortcuts="r" data-print="no">
        <Icon name="refresh" />
        Refresh now
      </Button>
    </div>
  );
}
