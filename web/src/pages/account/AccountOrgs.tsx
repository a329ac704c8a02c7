import { Link } from "wouter";
import { OrgTag } from "@/app/OrgTag";
import { useOfNow } from "@/app/useNow";
import { buttonClass } from "@/kit/Button";
import { Trouble } from "@/kit/Trouble";
import { useWatchedOrgs } from "@/pages/orgs/watched";
import { newsOf } from "./newsOf";

/** The orgs that the account watches, each with its answer, and how one comes to be watched. */
export function AccountOrgs() {
  const watched = useWatchedOrgs(undefined);
  const { skew = 0 } = watched.data ?? {};
  const now = useOfNow((device) => Math.floor((device + skew) / 60_000) * 60_000);
  const orgs = watched.data?.orgs;
  if (watched.error && !orgs) return <Trouble error={watched.error} onRetry={() => watched.refetch()} />;
  if (!orgs) return null;
  return (
    <section aria-labelledby="orgs" className="grid gap-3 border-hairline border-t pt-4">
      <h2 id="orgs" className="font-semibold text-base">
        Watched orgs
      </h2>
      {orgs.length === 0 && (
        <p>
          None yet. An org that is watched has history and forecasts, and you are told before a limit runs
          out.
        </p>
      )}
      <ul className="grid gap-2 empty:hidden">
        {orgs.map((each) => (
          <li key={each.org.id}>
            <Link href={`/orgs/${each.org.id}`} className="text-text">
              <OrgTag org={each.org} />
            </Link>
            <p className="text-muted">{newsOf(each, now)}</p>
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap gap-2">
        <Link href="/orgs/new" className={buttonClass(orgs.length === 0 ? "primary" : "secondary")}>
          Watch an org
        </Link>
        {orgs.length > 0 && (
          <Link href="/orgs" className={buttonClass()}>
            All orgs
          </Link>
        )}
      </p>
    </section>
  );
}
