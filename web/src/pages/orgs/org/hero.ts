import { forecastOf } from "@/limits/aheadWords";
import { type Answer, closest, restraintOf } from "@/limits/answer";
import { hiddenLimits } from "@/limits/hidden";
import type { Reading } from "@/limits/reading";
import { isNearItsEnd, type Limit } from "@/limits/words";
import { sentenceOf } from "@/words/sentences";

const DAY = 86_400_000;
const CALM = "runs out in the next 24 hours";
const FAR = "is near its limit";

/** What an org's page says first. */
export type Hero = Answer & {
  /** Whether it speaks of the present, so that a forecast may stand beside it. */
  isPresent: boolean;
};

/**
 * The answer to "which limit hurts next, and when?" at a moment of the server's clock, as far as it can be
 * given. The server has put the limits in order; its sentences in mails and on the list of orgs are of the
 * same one.
 */
export function heroOf(reading: Reading, deviceNow: number, now: number, isOver: boolean): Hero {
  const restrained = restraintOf(reading, deviceNow, isOver);
  if (restrained) return { ...restrained, isPresent: false };
  const { limits } = reading.report;
  const first = limits.find((limit) => isNearItsEnd(limit.state) || forecastOf(limit, now));
  if (first && (isNearItsEnd(first.state) || endsWithinADay(first, now))) {
    return { headline: sentenceOf(first, now), more: first.whenFull ?? "", worst: first, isPresent: true };
  }
  const what = hiddenLimits(limits) ? "Nothing that is shown" : "Nothing";
  const unsure = limits.find(({ noForecast }) => noForecast === "unsure");
  if (unsure) {
    const more = `${unsure.label} may run out; when is not sure enough to be told.`;
    return { headline: `${what} ${FAR}`, more, worst: undefined, isPresent: true };
  }
  const headline = limits.some(isForeseen) && !limits.some(mayEndSoon) ? `${what} ${CALM}` : `${what} ${FAR}`;
  const more = first ? `Next: ${sentenceOf(first, now)}.` : closest(reading.report);
  return { headline, more, worst: undefined, isPresent: true };
}

/** At most two that come after the one in the heading: those that run out, or are near their end. */
export function nextLimits({ report }: Reading, worst: Limit | undefined, now: number): Limit[] {
  if (!worst) return [];
  const isNext = (limit: Limit) => isNearItsEnd(limit.state) || forecastOf(limit, now);
  return report.limits.filter((limit) => limit.name !== worst.name && isNext(limit)).slice(0, 2);
}

function endsWithinADay(limit: Limit, now: number): boolean {
  const forecast = forecastOf(limit, now);
  return Boolean(forecast && Date.parse(forecast.runsOutAt) - now <= DAY);
}

function isForeseen({ forecast, noForecast }: Limit): boolean {
  return Boolean(forecast) || noForecast === "staysBelow";
}

/** Whether a limit whose course is not known yet could end today; where nothing is foreseen, all is open. */
function mayEndSoon({ noForecast, window }: Limit): boolean {
  return noForecast === "learning" && window !== "stock" && window !== "monthly";
}
