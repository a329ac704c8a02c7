import { useEffect, useState } from "react";
import { Link } from "wouter";
import { useUrlState } from "@/app/useUrlState";
import { Trouble } from "@/kit/Trouble";
import { LimitsSkeleton } from "@/limits/LimitsSkeleton";
import { isEnded } from "@/limits/polling";
import { LinkOver } from "./LinkOver";
import { SharedOrgs } from "./SharedOrgs";
import { takeShareToken } from "./shareToken";
import { WatchedLimits } from "./WatchedLimits";
import { useWatchedOrgs } from "./watched";

/** What a link shows: one org, or all that its owner watches. */
export function SharePage() {
  const [token, setToken] = useState(takeShareToken);
  const [url] = useUrlState();
  const orgs = useWatchedOrgs(token, token !== undefined);
  useEffect(() => {
    const take = () => setToken(takeShareToken());
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  if (!token || isEnded(orgs.error)) return <LinkOver />;
  if (orgs.error && !orgs.data) return <Trouble error={orgs.error} onRetry={() => orgs.refetch()} />;
  if (!orgs.data) return <LimitsSkeleton />;
  const list = orgs.data.orgs;
  const shown = list.length === 1 ? list[0] : list.find(({ org }) => org.id === url.org);
  if (shown) {
    return (
      <div className="grid min-w-0 gap-4">
        {list.length > 1 && (
          <p>
            <Link href="/share">All shared orgs</Link>
          </p>
        )}
        <WatchedLimits key={shown.org.id} watched={shown} token={token} />
      </div>
    );
  }
  return <SharedOrgs orgs={list} />;
}
