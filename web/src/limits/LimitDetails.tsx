import { Dialog } from "@/kit/Dialog";
import { Meter } from "@/kit/Meter";
import { StateMark } from "@/kit/StateMark";
import { sentenceOf } from "@/words/sentences";
import { STATE_MEANINGS } from "@/words/states";
import { AppUse } from "./AppUse";
import { runsOutAtLength } from "./aheadWords";
import { Fact } from "./Fact";
import { documentLink, setupLink } from "./links";
import { OutsideLink } from "./OutsideLink";
import { growth, type Reading } from "./reading";
import { onServersClock } from "./serverClock";
import { TrendWords } from "./TrendWords";
import { allowed, given, hasMeter, rest, share, WINDOW_WORDS } from "./words";

/** All that is known of one limit. */
export default function LimitDetails({
  reading,
  name,
  isOld,
  onClose,
}: {
  reading: Reading;
  name: string;
  isOld: boolean;
  onClose: () => void;
}) {
  const { org, limits } = reading.report;
  const limit = limits.find((each) => each.name === name);
  if (!limit) {
    return (
      <Dialog title="There is no such limit" onClose={onClose}>
        <p className="[overflow-wrap:anywhere]">
          Salesforce does not list <code className="font-mono">{name}</code> for this org. Either the org does
          not have the feature, or the connected user may not see it; it is not 0.
        </p>
      </Dialog>
    );
  }
  const now = onServersClock(reading, Date.now());
  const trend = reading.trends[name];
  const { unit, state, meaning, whenFull, forecast, noForecast } = limit;
  return (
    <Dialog title={limit.label} onClose={onClose} wide>
      <p className="-mt-3">
        <code className="break-all font-mono text-muted">{limit.name}</code>
      </p>
      <div className="grid gap-2">
        <p className="font-medium text-base">{sentenceOf(limit, now)}.</p>
        <div className="max-w-64">
          {hasMeter(limit) && <Meter percent={limit.usedPercent} state={state} />}
        </div>
        <p className="flex flex-wrap items-center gap-x-2">
          <StateMark state={state} isOld={isOld} />
          <span className="text-muted">{STATE_MEANINGS[state]}</span>
        </p>
      </div>
      <dl className="grid gap-3">
        <Fact name="Used, allowed, left">
          <span className="tabular-nums">
            {state === "unknown" && "Salesforce sent no usable number."}
            {state !== "unknown" && `${given(limit.used, unit)} of ${allowed(limit)}`}
            {typeof limit.usedPercent === "number" && `, ${share(limit)}`}
            {rest(limit) && `, ${rest(limit)}`}
          </span>
        </Fact>
        {meaning && <Fact name="What it counts">{meaning}</Fact>}
        {whenFull && <Fact name="What breaks when it is full">{whenFull}</Fact>}
        <Fact name="Over which time">{WINDOW_WORDS[limit.window]}</Fact>
        {(forecast || noForecast) && <Fact name="What lies ahead">{runsOutAtLength(limit, now)}</Fact>}
        <Fact name="Since this page was opened">
          {growth(trend) ? <TrendWords trend={trend} limit={limit} /> : "There is only one reading so far."}
        </Fact>
      </dl>
      <AppUse limit={limit} />
      <p className="grid gap-1">
        <OutsideLink link={setupLink(org.instanceUrl, name)} />
        <OutsideLink link={documentLink(name)} />
      </p>
    </Dialog>
  );
}
