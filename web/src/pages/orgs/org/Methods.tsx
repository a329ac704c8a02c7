import { Fact } from "@/limits/Fact";
import { METHODS } from "./explanation";

/** How forecasts are made, for who wants to know before they rely on one. */
export function Methods() {
  return (
    <details id={METHODS} className="max-w-[80ch]" data-print="no">
      <summary className="w-fit min-h-6 py-0.5 text-accent pointer-coarse:min-h-11">
        How forecasts are made
      </summary>
      <dl className="mt-2 grid gap-3 text-muted">
        <Fact name="Limits of the last 24 hours">
          What came in is rebuilt from what is used, and rolled forward over what is usual in the same hours
          of the week, plus what is unusual now. It takes eight days to know a week; before that a forecast
          says so.
        </Fact>
        <Fact name="Limits of an hour or a month">The present pace, up to the end of the hour or month.</Fact>
        <Fact name="Storage and whatever else exists">The robust slope of the last 30 days.</Fact>
        <Fact name="Limits of what is open at one moment">
          No forecast: nothing is known of how they go on.
        </Fact>
        <Fact name="How far it can be relied on">
          A forecast is a time with a range and a confidence, never in the past and never more than a year
          ahead. Where none can be made, the page says why. Holidays and new integrations are not foreseen.
        </Fact>
      </dl>
    </details>
  );
}
