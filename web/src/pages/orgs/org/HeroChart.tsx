import { lazy, Suspense } from "react";
import { CrashBoundary } from "@/app/CrashBoundary";
import { Skeleton } from "@/kit/Skeleton";
import { Trouble } from "@/kit/Trouble";
import { forecastOf } from "@/limits/aheadWords";
import type { Reading } from "@/limits/reading";
import { useServersMinute } from "@/limits/serverClock";
import type { Limit } from "@/limits/words";
import { useHistory } from "../watched";
import { spanOf } from "./span";

const HistoryChart = lazy(() =>
  import("@/charts/HistoryChart").then(({ HistoryChart }) => ({ default: HistoryChart })),
);

/** The course of the most urgent limit, and where it goes. Its room is kept while it is on its way. */
export function HeroChart({
  org,
  token,
  reading,
  limit,
  isPresent,
}: {
  org: string;
  token: string | undefined;
  reading: Reading;
  limit: Limit;
  isPresent: boolean;
}) {
  const now = useServersMinute(reading);
  const span = spanOf(limit, now);
  const history = useHistory(org, token, limit.name, span.from, reading.report.readAt ?? "");
  if (history.error && !history.data) {
    return <Trouble error={history.error} onRetry={() => history.refetch()} />;
  }
  const room = <Skeleton className="h-60 w-full" />;
  if (!history.data) return room;
  const forecast = isPresent ? forecastOf(limit, now) : null;
  const from = Date.parse(reading.report.readAt ?? "");
  const projection = forecast && {
    from,
    used: limit.used ?? 0,
    runsOutAt: Date.parse(forecast.runsOutAt),
    earliest: Date.parse(forecast.earliest),
    latest: Date.parse(forecast.latest),
    max: limit.max ?? 0,
  };
  return (
    <CrashBoundary>
      <Suspense fallback={room}>
        <HistoryChart
          course={history.data}
          {...span}
          now={now}
          unit={limit.unit}
          label={limit.label}
          height={200}
          {...(projection && { projection })}
        />
      </Suspense>
    </CrashBoundary>
  );
}
