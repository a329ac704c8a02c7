import { Link } from "wouter";
import { OrgTag } from "@/app/OrgTag";
import { useWatchedOrgs } from "@/pages/orgs/watched";

/** The orgs that the account watches, or how one comes to be watched. */
export function AccountOrgs() {
  const watched = useWatchedOrgs(undefined);
  const orgs = watched.data?.orgs ?? [];
  if (!watched.data) return null;
  return (
    <section aria-labelledby="orgs" className="grid gap-2">
      <h2 id="orgs" className="font-semibold text-base">
        Watched orgs
      </h2>
      <ul className="grid gap-2">
        {orgs.map(({ org, summary }) => (
          <li key={org.id}>
            <Link href={`/orgs/${org.id}`} className="text-text">
              <OrgTag org={org} />
            </Link>
            <p className="text-muted">{summary?.worst?.sentence ?? "Not read yet."}</p>
          </li>
        ))}
      </ul>
      {orgs.length === 0 && (
        <p>
          This account watches no org yet. <Link href="/connect">Connect one</Link> to see its limits now; to
          be watched, it is added by the API (<code className="font-mono">POST /api/orgs</code>).
        </p>
      )}
    </section>
  );
}
