import { forecastOf, whenOf } from "@/limits/aheadWords";
import { Fact } from "@/limits/Fact";
import { learnt } from "@/limits/learning";
import { type Limit, WINDOW_WORDS } from "@/limits/words";
import { rangeOf } from "@/words/sentences";
import { METHODS, openMethods } from "./explanation";

const CONFIDENCE = {
  low: "Low: little is known yet, or the range is wide.",
  medium: "Medium: the moment may well be hours off.",
  high: "High: much is known, and the range is narrow.",
} as const;

/** What a forecast rests on, and how far it can be relied on; one click away. */
export function HowKnown({ limit, now }: { limit: Limit; now: number }) {
  const forecast = forecastOf(limit, now);
  if (!forecast) return null;
  const range = rangeOf(forecast, now);
  const days = learnt(limit);
  return (
    <details>
      <summary className="w-fit min-h-6 py-0.5 text-accent pointer-coarse:min-h-11">
        How is this known?
      </summary>
      <dl className="mt-2 grid max-w-[70ch] gap-3 border-hairline border-l-2 pl-4">
        <Fact name="What it rests on">{capital(forecast.because)}.</Fact>
        <Fact name="How sure it is">
          {CONFIDENCE[forecast.confidence]}
          {days && ` The org has been read for ${days} that it takes to know a week.`}
        </Fact>
        {range && <Fact name="When at the earliest and the latest">Likely {range}.</Fact>}
        {forecast.reliefAt && (
          <Fact name="When it falls below its maximum again">About {whenOf(forecast.reliefAt, now)}.</Fact>
        )}
        <Fact name="Over which time it is counted">{WINDOW_WORDS[limit.window]}</Fact>
        <Fact name="More about it">
          <a href={`#${METHODS}`} onClick={openMethods}>
            How forecasts are made
          </a>
        </Fact>
      </dl>
    </details>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
