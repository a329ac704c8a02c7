import { forecastOf, whenOf } from "@/limits/aheadWords";
import { learnt } from "@/limits/learning";
import { inAnHour, reasonOf } from "@/limits/rateWords";
import { allowed, given, type Limit, share } from "@/limits/words";
import { WINDOW_SHORT } from "./windows";

/** What the sentence of the heading rests on: how sure it is, how much is used, how fast, over which time. */
export function HeroReason({ limit, now }: { limit: Limit; now: number }) {
  const forecast = forecastOf(limit, now);
  const rate = forecast ? reasonOf(limit, forecast.basis, now) : inAnHour(limit);
  const said = [
    forecast && `${CONFIDENCE[forecast.confidence]} confidence.`,
    typeof limit.used === "number" &&
      `${given(limit.used, limit.unit)} of ${allowed(limit)} used (${share(limit)}).`,
    rate && `${capital(rate)}.`,
    WINDOW_SHORT[limit.window],
    learnt(limit) && `Learning: ${learnt(limit)}.`,
    limit.reliefAt && `Below its maximum again about ${whenOf(limit.reliefAt, now)}.`,
  ];
  return <p className="max-w-[80ch] text-base tabular-nums">{said.filter(Boolean).join(" ")}</p>;
}

const CONFIDENCE = { low: "Low", medium: "Medium", high: "High" } as const;

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
