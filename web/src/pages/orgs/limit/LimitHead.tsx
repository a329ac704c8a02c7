import { StateMark } from "@/kit/StateMark";
import { ApiName } from "@/limits/ApiName";
import type { Reading } from "@/limits/reading";
import type { Limit } from "@/limits/words";
import { sentenceOf } from "@/words/sentences";
import { STATE_MEANINGS } from "@/words/states";
import { clock, moment } from "@/words/times";

/** The answer about one limit, before anything else. */
export function LimitHead({
  limit,
  label,
  name,
  reading,
  isOld,
  now,
}: {
  limit: Limit | undefined;
  label: string;
  name: string;
  reading: Reading;
  isOld: boolean;
  now: number;
}) {
  const { org, readAt: at } = reading.report;
  let said = `${label}: not listed by Salesforce any more`;
  if (limit) said = isOld && at ? `Last good reading ${clock(at)}: ${label}` : sentenceOf(limit, now);
  else if (!at) said = `${label}: not read yet`;
  return (
    <>
      <p className="hidden print:block">
        {org.name}, {org.kind}, {at ? moment(at) : "never read"}
      </p>
      <h1 className="max-w-[40ch] text-balance font-semibold text-lg sm:text-xl">{said}</h1>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {limit && <StateMark state={limit.state} isOld={isOld} />}
        {limit && <span className="text-muted">{STATE_MEANINGS[limit.state]}</span>}
        <ApiName name={name} />
      </p>
      {isOld && <p>What has happened since then is not known.</p>}
    </>
  );
}
