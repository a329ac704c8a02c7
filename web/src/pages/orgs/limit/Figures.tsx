import { valueWords } from "@/charts/told";
import { Fact } from "@/limits/Fact";
import { amount, plural } from "@/words/numbers";
import { clock, format } from "@/words/times";
import { figuresOf, hourOf, usualIn, usualSpan } from "./figures";
import { type Series, useCourse } from "./history";
import type { Known } from "./known";
import { When } from "./When";

/** What the shown readings come to, and beside it what is usual at this hour. */
export function Figures({
  series,
  known,
  now,
  ahead,
  isLive,
}: {
  series: Series;
  known: Known;
  now: number;
  ahead: number;
  isLive: boolean;
}) {
  const hour = hourOf(now);
  const past = useCourse(series, "usual", ...usualSpan(hour), isLive);
  const usual = past.data && usualIn(past.data.course, hour);
  const { unit } = known.history;
  const figures = figuresOf(known.course, known.from, known.to);
  if (!figures) return null;
  const { peak, most, last, count } = figures;
  return (
    <dl className="grid gap-3 tabular-nums sm:grid-cols-2 lg:grid-cols-4">
      <Fact name="Peak">
        {valueWords(peak.used, peak.max, unit)}
        <br />
        <span className="text-muted">
          <When at={peak.at} ahead={ahead} />
        </span>
      </Fact>
      <Fact name="95 % of the readings up to">
        {amount(most, unit)}
        <br />
        <span className="text-muted">of {plural(count, "reading")} shown</span>
      </Fact>
      <Fact name={isLive ? "Now" : "Last of this time"}>
        {valueWords(last.used, last.max, unit)}
        <br />
        <span className="text-muted">
          <When at={last.at} ahead={ahead} />
        </span>
      </Fact>
      {isLive && (
        <Fact name={`Usual from ${clock(hour)} to ${clock(hour + 3_600_000)}`}>
          {usual ? amount(usual.used, unit) : past.isPending ? "…" : "Not known yet"}
          <br />
          <span className="text-muted">{!past.isPending && basis(usual?.weeks, hour)}</span>
        </Fact>
      )}
    </dl>
  );
}

function basis(weeks: number | undefined, hour: number): string {
  const weekday = format(hour, { weekday: "long" });
  if (!weeks) return `no reading of a ${weekday} before`;
  return weeks === 1 ? `of one ${weekday} before` : `middle of the last ${weeks} ${weekday}s`;
}
