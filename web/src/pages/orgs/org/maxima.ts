import type { components } from "@/generated/api";
import { count } from "@/words/numbers";
import { clockNear } from "@/words/sentences";

type OrgEvent = components["schemas"]["OrgEvent"];

const DAY = 86_400_000;
/** More than these are found in the list of events. */
const MOST = 3;

/**
 * The changes of maxima of the last 24 hours, each in a sentence with its time, those of the most urgent
 * limits first; what is not told is counted.
 */
export function changedMaxima(events: readonly OrgEvent[], urgent: readonly string[], now: number): string[] {
  const place = ({ limit }: OrgEvent) => (limit ? urgent.indexOf(limit) : -1);
  const changes = events
    .filter(({ at, kind }) => kind === "maximumChanged" && now - Date.parse(at) < DAY)
    .toSorted((a, b) => place(a) - place(b));
  const told = changes
    .slice(0, MOST)
    .map(({ at, sentence }) => `${sentence.replace(/\.$/, "")} at ${clockNear(at, now)}.`);
  const rest = changes.length - told.length;
  return rest > 0 ? [...told, `Further maxima that changed: ${count(rest)}.`] : told;
}
