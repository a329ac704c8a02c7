import type { components } from "@/generated/api";
import { clock } from "@/words/times";
import { hiddenLimits } from "./hidden";
import { isOld } from "./polling";
import type { Reading } from "./reading";
import { isNearItsEnd, type Limit, type Report, sentence, share } from "./words";

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

/** What the collector says of a watched org's most urgent limit. */
export type Foreseen = components["schemas"]["Worst"];

/**
 * The answer to "which limit is in danger?", as far as the reading can give one. It is over when there will
 * be no further reading: then nothing is said of the present.
 */
export function answerOf(
  { report, readAt }: Reading,
  now: number,
  foreseen?: Foreseen | null,
  isOver = false,
): Answer {
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
  if (isOver || isOld(readAt, now)) {
    const then = worst ? sentence(worst) : "nothing was near its limit";
    const headline = `Last good reading ${clock(report.readAt ?? readAt)}: ${then}`;
    return { headline, more: "What has happened since then is not known.", worst };
  }
  // What runs out soon is in danger, however little of it is used now.
  if (foreseen && (foreseen.runsOutAt || isNearItsEnd(foreseen.state))) {
    const limit = limits.find(({ name }) => name === foreseen.name);
    return { headline: foreseen.sentence.replace(/\.$/, ""), more: limit?.whenFull ?? "", worst: limit };
  }
  if (worst) return { headline: sentence(worst), more: worst.whenFull ?? "", worst };
  const what = hiddenLimits(limits) ? "Nothing that is shown" : "Nothing";
  return { headline: `${what} is near its limit`, more: closest(report), worst: undefined };
}

/** The two that come next after the one in the heading. */
export function runnersUp({ report }: Reading, worst: Limit | undefined): Limit[] {
  return worst
    ? report.limits.filter((limit) => limit !== worst && isNearItsEnd(limit.state)).slice(0, 2)
    : [];
}

function closest({ limits }: Report): string {
  const fullest = limits
    .filter(({ usedPercent }) => typeof usedPercent === "number")
    .reduce<Limit | undefined>(
      (a, b) => (a && (a.usedPercent ?? 0) >= (b.usedPercent ?? 0) ? a : b),
      undefined,
    );
  return fullest ? `Closest to it: ${fullest.label}, ${share(fullest)} used.` : "";
}
