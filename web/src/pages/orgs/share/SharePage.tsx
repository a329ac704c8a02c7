import { lazy, Suspense } from "react";
import { Link, useRoute } from "wouter";
import { useUrlState } from "@/app/useUrlState";
import { LimitsSkeleton } from "@/limits/LimitsSkeleton";
import { isEnded } from "@/limits/polling";
import { FleetSkeleton } from "../fleet/FleetSkeleton";
import { FleetTrouble } from "../fleet/FleetTrouble";
import { FleetUnreachable } from "../fleet/FleetUnreachable";
import { FleetView } from "../fleet/FleetView";
import { useFleet } from "../fleet/useFleet";
import { Wallboard } from "../fleet/wall/Wallboard";
import { WatchedLimits } from "../WatchedLimits";
import { LinkOver } from "./LinkOver";
import { NothingShared } from "./NothingShared";
import { SharedView } from "./SharedView";
import { useShareToken } from "./useShareToken";

const LimitHistory = lazy(async () => ({ default: (await import("../limit/LimitHistory")).LimitHistory }));

/** What a link shows: one org, or all that its owner watches. Nothing can be changed here. */
export default function SharePage() {
  const token = useShareToken();
  const asked = useFleet(token, token !== undefined);
  const [url] = useUrlState();
  const [, history] = useRoute("/share/:org/limits/:name");
  const { error, fleet } = asked;
  if (!token || isEnded(error)) return <LinkOver />;
  if (!fleet) return error ? <FleetUnreachable asked={asked} /> : <FleetSkeleton />;
  const { orgs, until } = fleet;
  if (url.tv && orgs.length > 0) return <Wallboard asked={asked} fleet={fleet} token={token} />;
  const label = <SharedView until={until} />;
  if (orgs.length === 0) return <NothingShared label={label} />;
  const wanted = history?.org ?? url.org;
  const shown = orgs.length === 1 ? orgs[0] : orgs.find(({ org }) => org.id === wanted);
  if (!shown) return <FleetView asked={asked} fleet={fleet} hrefOf={hrefOf} label={label} />;
  return (
    <div className="grid min-w-0 gap-4">
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {label}
        {orgs.length > 1 && <Link href="/share">All shared orgs</Link>}
        <Link href={`/share${orgs.length > 1 ? `?org=${shown.org.id}&` : "?"}tv=1`} className="sm:ml-auto">
          Wallboard
        </Link>
      </div>
      <FleetTrouble asked={asked} />
      {history?.name ? (
        <Suspense fallback={<LimitsSkeleton />}>
          <LimitHistory watched={shown} name={decodeURIComponent(history.name)} token={token} />
        </Suspense>
      ) : (
        <WatchedLimits key={shown.org.id} watched={shown} token={token} />
      )}
    </div>
  );
}

function hrefOf(org: string): string {
  return `/share?org=${org}`;
}
