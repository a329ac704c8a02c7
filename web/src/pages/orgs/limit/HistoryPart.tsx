import type { UseQueryResult } from "@tanstack/react-query";
import { HistoryChart } from "@/charts/HistoryChart";
import { Skeleton } from "@/kit/Skeleton";
import { Trouble } from "@/kit/Trouble";
import type { Limit, Report } from "@/limits/words";
import { ChartFiles } from "./ChartFiles";
import { ChartTools } from "./ChartTools";
import { Figures } from "./Figures";
import { HappenedList } from "./HappenedList";
import type { Series } from "./history";
import type { Known } from "./known";
import { Muted } from "./Muted";
import { NothingDrawn, whyNothing } from "./NothingDrawn";
import { RangeTabs } from "./RangeTabs";
import type { Span } from "./ranges";
import { useSubject } from "./useSubject";

/** The past of a limit: as a chart, in numbers, and as what happened. */
export function HistoryPart({
  series,
  span,
  history,
  known,
  limit,
  label,
  report,
  now,
  ahead,
}: {
  series: Series;
  span: Span;
  history: UseQueryResult<Known>;
  known: Known | undefined;
  limit: Limit | undefined;
  label: string;
  report: Report;
  now: number;
  ahead: number;
}) {
  const { app } = series;
  const { subject, mute, happenedSince, canBeClose } = useSubject({
    series,
    span,
    known,
    limit,
    report,
    now,
  });
  const title = `${label}${app ? `, ${app}` : ""}: ${span.words}`;
  const why = known && whyNothing(known.course, limit);
  return (
    <section aria-labelledby="history" className="grid min-w-0 gap-4">
      <h2 id="history" className="font-semibold text-base">
        History
      </h2>
      <RangeTabs span={span} />
      <ChartTools span={span} apps={limit?.apps ?? []} now={now} canBeClose={canBeClose}>
        {known && subject && <ChartFiles {...{ series, known, subject, report, title }} />}
      </ChartTools>
      {mute && <Muted mute={mute} />}
      {history.error && <Trouble error={history.error} onRetry={() => history.refetch()} />}
      <div aria-busy={history.isFetching} className="grid min-w-0 gap-4">
        {!known && !history.error && <Skeleton className="h-[23rem] sm:h-[22rem]" />}
        {why && <NothingDrawn why={why} />}
        {subject && !why && <HistoryChart {...subject} label={title} height={260} />}
        {known && subject && !why && (
          <Figures {...{ series, known, now, ahead, isLive: span.to === undefined }} />
        )}
        {subject && !app && (
          <HappenedList notes={subject.notes ?? []} since={happenedSince} from={subject.from} />
        )}
      </div>
    </section>
  );
}
