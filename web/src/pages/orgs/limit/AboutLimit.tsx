import { AppUse } from "@/limits/AppUse";
import { runsOutAtLength } from "@/limits/aheadWords";
import { Fact } from "@/limits/Fact";
import { documentLink, setupLink } from "@/limits/links";
import { OutsideLink } from "@/limits/OutsideLink";
import { type Limit, WINDOW_WORDS } from "@/limits/words";

/** What a limit means, what breaks when it is full, and where something can be done about it. */
export function AboutLimit({ limit, instanceUrl, now }: { limit: Limit; instanceUrl: string; now: number }) {
  const { meaning, whenFull, forecast, noForecast, window, name } = limit;
  return (
    <div className="grid min-w-0 content-start gap-6">
      <section aria-labelledby="about" className="grid content-start gap-3">
        <h2 id="about" className="font-semibold text-base">
          About this limit
        </h2>
        <dl className="grid gap-3">
          {meaning && <Fact name="What it counts">{meaning}</Fact>}
          {whenFull && <Fact name="What breaks when it is full">{whenFull}</Fact>}
          <Fact name="Over which time">{WINDOW_WORDS[window]}</Fact>
          {(forecast || noForecast) && <Fact name="What lies ahead">{runsOutAtLength(limit, now)}</Fact>}
        </dl>
        <p className="grid justify-items-start gap-1" data-print="no">
          <OutsideLink link={setupLink(instanceUrl, name)} />
          <OutsideLink link={documentLink(name)} />
        </p>
      </section>
      <div className="min-w-0 overflow-x-auto">
        <AppUse limit={limit} />
      </div>
    </div>
  );
}
