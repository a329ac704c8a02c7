import { useNow } from "@/app/useNow";
import { useTitle } from "@/app/useTitle";
import { StateMark } from "@/kit/StateMark";
import { sentenceOf } from "@/words/sentences";
import { moment, relative } from "@/words/times";
import { answerOf, runnersUp } from "./answer";
import { DetailsOf } from "./DetailsOf";
import { setupLink } from "./links";
import { OutsideLink } from "./OutsideLink";
import type { Reading } from "./reading";

/** The answer to the question that people come with, before anything else. */
export function Headline({
  reading,
  isOver = false,
}: {
  reading: Reading;
  /** Whether there will be no further reading. */
  isOver?: boolean;
}) {
  const { report, readAt } = reading;
  const now = useNow();
  const { headline, more, worst } = answerOf(reading, now, isOver);
  useTitle(`${headline} - ${report.org.name}`);
  return (
    <section aria-label="Most urgent" className="grid gap-2">
      <p className="hidden print:block">
        {report.org.name}, {report.org.kind}, {report.readAt ? moment(report.readAt) : "never read"}
      </p>
      <h1 className="max-w-[40ch] text-balance font-semibold text-lg sm:text-xl lg:text-2xl">{headline}</h1>
      {more && <p className="max-w-[70ch] text-base">{more}</p>}
      {report.exhausted && report.readAt && readAt !== null && (
        <p>
          The last reading is of {moment(report.readAt)}, {relative(readAt, now)}.
        </p>
      )}
      {worst && (
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <DetailsOf limit={worst}>Details</DetailsOf>
          <OutsideLink link={setupLink(report.org.instanceUrl, worst.name)} />
        </p>
      )}
      {runnersUp(reading, worst).map((limit) => (
        <p key={limit.name} className="flex items-baseline gap-x-2">
          <StateMark state={limit.state} bare />
          <span>
            Also: <DetailsOf limit={limit}>{sentenceOf(limit, now)}</DetailsOf>
          </span>
        </p>
      ))}
    </section>
  );
}
