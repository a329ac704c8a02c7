import { useNow } from "@/app/useNow";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { clockWithSeconds, countdown, moment, relative } from "@/words/times";
import { secondsUntil } from "./polling";
import type { Asked } from "./useReading";

/** When the limits were read, and when they will be again. */
export function Freshness({
  asked,
  canRefresh = true,
  isOver = false,
}: {
  asked: Asked;
  canRefresh?: boolean;
  /** Whether there will be no further reading. */
  isOver?: boolean;
}) {
  const { reading, isAsking, nextAt, refresh } = asked;
  const now = useNow();
  const at = reading?.report.readAt;
  const left = secondsUntil(nextAt, now);
  const next = left > 0 ? `next in ${countdown(left)}` : "next reading is due";
  const what = isAsking ? "reading now" : isOver ? "not read any more" : next;
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      <p className="tabular-nums">
        {at && reading.readAt !== null ? (
          <>
            Updated{" "}
            <time dateTime={at} title={moment(at)}>
              {clockWithSeconds(at)}
            </time>
            , {relative(reading.readAt, now)}
          </>
        ) : (
          "Not read yet"
        )}
        <span className="print:hidden"> – {what}</span>
      </p>
      {canRefresh && !isOver && (
        <Button busy={isAsking} onClick={refresh} aria-keyshortcuts="r" data-print="no">
          <Icon name="refresh" />
          Refresh now
        </Button>
      )}
    </div>
  );
}
