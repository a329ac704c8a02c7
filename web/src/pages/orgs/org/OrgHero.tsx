import { useNow } from "@/app/useNow";
import { useTitle } from "@/app/useTitle";
import { DetailsOf } from "@/limits/DetailsOf";
import type { Reading } from "@/limits/reading";
import { onServersClock } from "@/limits/serverClock";
import { moment, relative } from "@/words/times";
import { HeroChart } from "./HeroChart";
import { HeroLinks } from "./HeroLinks";
import { HeroReason } from "./HeroReason";
import { HowKnown } from "./HowKnown";
import { heroOf, nextLimits } from "./hero";
import { Learning } from "./Learning";
import { NextLimits } from "./NextLimits";

/** Which limit hurts next, when, and why: before anything else. */
export function OrgHero({
  reading,
  org,
  token,
  isOver,
}: {
  reading: Reading;
  org: string;
  /** The token of a link, for who does not watch the org. */
  token: string | undefined;
  /** Whether the org cannot be read any more. */
  isOver: boolean;
}) {
  const { report, readAt } = reading;
  const deviceNow = useNow();
  const now = onServersClock(reading, deviceNow);
  const { headline, more, worst, isPresent } = heroOf(reading, deviceNow, now, isOver);
  useTitle(`${headline} - ${report.org.name}`);
  return (
    <section aria-label="Most urgent" className="grid min-w-0 gap-3">
      <p className="hidden print:block">
        {report.org.name}, {report.org.kind}, {report.readAt ? moment(report.readAt) : "never read"}
      </p>
      <h1 className="max-w-[40ch] text-balance font-semibold text-lg sm:text-xl lg:text-2xl">{headline}</h1>
      {worst && isPresent && <HeroReason limit={worst} now={now} />}
      {more && <p className="max-w-[70ch] text-base">{more}</p>}
      {report.exhausted && report.readAt && readAt !== null && (
        <p>
          The last reading is of {moment(report.readAt)}, {relative(readAt, deviceNow)}.
        </p>
      )}
      {worst && isPresent && <HowKnown limit={worst} now={now} />}
      {worst && <HeroChart {...{ org, token, reading, isPresent }} limit={worst} />}
      {worst && !token && <HeroLinks org={org} limit={worst} instanceUrl={report.org.instanceUrl} />}
      {worst && token && (
        <p>
          <DetailsOf limit={worst}>Details</DetailsOf>
        </p>
      )}
      {isPresent && <Learning limits={report.limits} now={now} />}
      {isPresent && <NextLimits limits={nextLimits(reading, worst, now)} now={now} />}
    </section>
  );
}
