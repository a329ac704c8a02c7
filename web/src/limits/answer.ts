import { sentenceOf } from "@/words/sentences";
import { clock } from "@/words/times";
import { hiddenLimits } from "./hidden";
import { isOld } from "./polling";
import type { Reading } from "./reading";
import { isNearItsEnd, type Limit, type Report, share } from "./words";

/** What the page says first, and what it says below that. */
export type Answer = {
  /** The answer in words, for the first heading. */
  headline: string;
  /** What follows from it, or what comes next; may be empty. */
  more: string;
  /** The limit that it speaks of. */
  worst: Limit | undefined;
};

const REFUSED_BECAUSE = {
  dailyApiRequests: "daily API requests are used up",
  concurrentLongRequests: "too many long requests run at once",
} as const;

const WHEN_REFUSED = {
  dailyApiRequests: "Integrations and this page get no answers until the last 24 hours hold fewer calls.",
  concurrentLongRequests: "Calls get through again as soon as some of the running ones have ended.",
} as const;

/**
 * The answer to "which limit is in danger?", as far as the reading can give one. It is over when there will
 * be no further reading.
 */
export function answerOf(reading: Reading, now: number, isOver = false): Answer {
  const restrained = restraintOf(reading, now, isOver);
  if (restrained) return restrained;
  const { limits } = reading.report;
  const worst = limits.find(({ state }) => isNearItsEnd(state));
  if (worst) return { headline: sentenceOf(worst, now), more: worst.whenFull ?? "", worst };
  const what = hiddenLimits(limits) ? "Nothing that is shown" : "Nothing";
  return { headline: `${what} is near its limit`, more: closest(reading.report), worst: undefined };
}

/** The answer where the limits themselves cannot give one: nothing is said of the present then. */
export function restraintOf({ report, readAt }: Reading, now: number, isOver: boolean): Answer | undefined {
  const { exhausted, limits } = report;
  const worst = limits.find(({ state }) => isNearItsEnd(state));
  if (exhausted) {
    const because = REFUSED_BECAUSE[exhausted.limit];
    const headline = `Salesforce refuses API calls since ${clock(exhausted.since)}: ${because}`;
    return { headline, more: WHEN_REFUSED[exhausted.limit], worst };
  }
  if (readAt === null) {
    return {
      headline: "There is no reading yet",
      more: "The limits appear with the first one.",
      worst: undefined,
    };
  }
  if (!isOver && !isOld(readAt, now)) return undefined;
  const then = worst ? sentenceOf({ ...worst, forecast: null }, now) : "nothing was near its limit";
  const headline = `Last good reading ${clock(report.readAt ?? readAt)}: ${then}`;
  return { headline, more: "What has happened since then is not known.", worst };
}

/** The two that come next after the one in the heading. */
export function runnersUp({ report }: Reading, worst: Limit | undefined): Limit[] {
  return worst
    ? report.limits.filter((limit) => limit !== worst && isNearItsEnd(limit.state)).slice(0, 2)
    : [];
}

/** What is nearest to its end where nothing is near it; empty if there is nothing. */
export function closest({ limits }: Report): string {
  const fullest = limits
    .filter(({ usedPercent }) => typeof usedPercent === "number")
    .reduce<Limit | undefined>(
      (a, b) => (a && (a.usedPercent ?? 0) >= (b.usedPercent ?? 0) ? a : b),
      undefined,
    );
  return fullest ? `Closest to its limit: ${fullest.label}, ${share(fullest)} used.` : "";
}
