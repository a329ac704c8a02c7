import type { WatchedOrg } from "@/pages/orgs/watched";
import { sentenceOf } from "@/words/sentences";

/** An org was not read for so long, in seconds: what its last reading says may long be wrong. */
const SILENT = 15 * 60;

/** The most urgent of an org in a sentence, at `now` of the server's clock; that it is not read comes before all limits. */
export function newsOf({ readAt, summary, trouble }: WatchedOrg, now: number): string {
  if (trouble) return `Not read because ${trouble.words}.`;
  if (!readAt) return "Not read yet.";
  if ((now - Date.parse(readAt)) / 1000 > SILENT) return "Readings are missing.";
  const worst = summary?.worst;
  if (!worst) return "No limit is in use.";
  const { earliest, latest, runsOutAt } = worst;
  const forecast = runsOutAt && earliest && latest ? { runsOutAt, earliest, latest } : null;
  return `${sentenceOf({ ...worst, forecast }, now)}.`;
}
