import { Refused } from "@/api/Refused";
import { OrgTag } from "@/app/OrgTag";
import { useOfNow } from "@/app/useNow";
import { Notice } from "@/kit/Notice";
import { Time } from "@/kit/Time";
import { Freshness } from "@/limits/Freshness";
import { Headline } from "@/limits/Headline";
import { LimitsSkeleton } from "@/limits/LimitsSkeleton";
import { LimitsView } from "@/limits/LimitsView";
import { isOld } from "@/limits/polling";
import { ReadingTrouble } from "@/limits/ReadingTrouble";
import { NotWatched } from "./NotWatched";
import { useWatchedLimits, type WatchedOrg, watchedCsv } from "./watched";

/** The limits of a watched org, with what lies ahead of them. */
export function WatchedLimits({ watched, token }: { watched: WatchedOrg; token: string | undefined }) {
  const org = watched.org.id;
  const asked = useWatchedLimits(org, token);
  const { reading, error } = asked;
  const isAged = useOfNow((now) => isOld(reading?.readAt ?? null, now));
  if (!reading) {
    if (error instanceof Refused && error.status === 404) return <NotWatched />;
    if (!error) return <LimitsSkeleton />;
    return (
      <div className="grid max-w-3xl gap-4">
        <h1 className="font-semibold text-xl">The limits cannot be shown</h1>
        <ReadingTrouble asked={asked} />
      </div>
    );
  }
  const trouble = watched.trouble;
  return (
    <div className="grid min-w-0 gap-5">
      <Headline reading={reading} foreseen={watched.summary?.worst} />
      <p>
        <OrgTag org={reading.report.org} />
      </p>
      <Freshness asked={asked} canRefresh={false} />
      {trouble && (
        <Notice tone="crit">
          <p className="font-medium">
            Not read since <Time at={trouble.since} /> because {trouble.words}.
          </p>
          <p>{trouble.remedy}</p>
        </Notice>
      )}
      <ReadingTrouble asked={asked} />
      <LimitsView
        reading={reading}
        isOld={isAged}
        csv={() => watchedCsv(org, token)}
        onRefresh={asked.refresh}
      />
    </div>
  );
}
