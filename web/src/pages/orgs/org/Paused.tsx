import { useOfNow } from "@/app/useNow";
import { Notice } from "@/kit/Notice";
import type { Reading } from "@/limits/reading";
import { onServersClock } from "@/limits/serverClock";
import { aheadOf, clockNear } from "@/words/sentences";
import { moment } from "@/words/times";

/** The org is left alone for a while, so that reading it does no harm. */
export function Paused({ until, reading }: { until: string; reading: Reading }) {
  const words = useOfNow((deviceNow) => {
    const now = onServersClock(reading, deviceNow);
    return `${clockNear(until, now)}, ${aheadOf(until, now)}`;
  });
  const why = reading.report.exhausted ? "its API requests are used up" : "Salesforce refused or failed";
  return (
    <Notice tone="warn">
      <p className="font-medium">
        Paused until{" "}
        <time dateTime={until} title={moment(until)}>
          {words}
        </time>
      </p>
      <p>The org is left alone because {why}. The next reading after that shows whether it answers again.</p>
    </Notice>
  );
}
