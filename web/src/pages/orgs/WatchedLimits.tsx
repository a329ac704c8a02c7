import { useMemo } from "react";
import { Refused } from "@/api/Refused";
import { OrgTag } from "@/app/OrgTag";
import { useOfNow } from "@/app/useNow";
import { ExtrasContext } from "@/limits/extras";
import { Freshness } from "@/limits/Freshness";
import { LimitsSkeleton } from "@/limits/LimitsSkeleton";
import { LimitsView } from "@/limits/LimitsView";
import { isOld } from "@/limits/polling";
import { ReadingTrouble } from "@/limits/ReadingTrouble";
import { NotWatched } from "./NotWatched";
import { DayContext } from "./org/DayContext";
import { Methods } from "./org/Methods";
import { OrgHero } from "./org/OrgHero";
import { OrgNotices } from "./org/OrgNotices";
import { useOrgExtras } from "./org/useOrgExtras";
import { useWatchedLimits, type WatchedOrg, watchedCsv } from "./watched";

/** The limits of a watched org, with what lies ahead of them. */
export function WatchedLimits({ watched, token }: { watched: WatchedOrg; token: string | undefined }) {
  const org = watched.org.id;
  const asked = useWatchedLimits(org, token);
  const extras = useOrgExtras(org, token === undefined);
  const { reading, error } = asked;
  const connectedAt = watched.connectedAt ?? null;
  const day = useMemo(() => reading && { reading, connectedAt }, [reading, connectedAt]);
  const isAged = useOfNow((now) => isOld(reading?.readAt ?? null, now));
  if (!reading || !day) {
    if (error instanceof Refused && error.status === 404) return <NotWatched />;
    if (!error) return <LimitsSkeleton />;
    return (
      <div className="grid max-w-3xl gap-4">
        <h1 className="font-semibold text-xl">The limits cannot be shown</h1>
        <ReadingTrouble asked={asked} />
      </div>
    );
  }
  const isLost = Boolean(watched.trouble);
  return (
    <ExtrasContext value={extras}>
      <DayContext value={day}>
        <div className="grid min-w-0 gap-5">
          <OrgHero reading={reading} org={org} token={token} isOver={isLost} />
          {token && (
            <p>
              <OrgTag org={reading.report.org} />
            </p>
          )}
          <Freshness asked={asked} canRefresh={false} isOver={isLost} />
          <OrgNotices watched={watched} reading={reading} token={token} />
          <ReadingTrouble asked={asked} />
          <LimitsView
            reading={reading}
            isOld={isAged || isLost}
            csv={() => watchedCsv(org, token)}
            onRefresh={asked.refresh}
          />
          <Methods />
        </div>
      </DayContext>
    </ExtrasContext>
  );
}
