import { Redirect } from "wouter";
import { Trouble } from "@/kit/Trouble";
import { LimitsSkeleton } from "@/limits/LimitsSkeleton";
import { isEnded } from "@/limits/polling";
import { NotWatched } from "./NotWatched";
import { WatchedLimits } from "./WatchedLimits";
import { useWatchedOrgs } from "./watched";

/** One org that the account watches. */
export function OrgPage({ org }: { org: string }) {
  const orgs = useWatchedOrgs(undefined);
  if (isEnded(orgs.error))
    return <Redirect to={`/login?next=${encodeURIComponent(`/orgs/${org}`)}`} replace />;
  if (orgs.error && !orgs.data) return <Trouble error={orgs.error} onRetry={() => orgs.refetch()} />;
  if (!orgs.data) return <LimitsSkeleton />;
  const watched = orgs.data.orgs.find((each) => each.org.id === org);
  return watched ? <WatchedLimits watched={watched} token={undefined} /> : <NotWatched />;
}
