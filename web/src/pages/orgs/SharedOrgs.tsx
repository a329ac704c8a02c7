import { Link } from "wouter";
import { OrgTag } from "@/app/OrgTag";
import { useTitle } from "@/app/useTitle";
import { EmptyState } from "@/kit/EmptyState";
import { StateMark } from "@/kit/StateMark";
import { Time } from "@/kit/Time";
import type { WatchedOrg } from "./watched";

/** Several orgs, the most urgent first, with a sentence for each. */
export function SharedOrgs({ orgs }: { orgs: readonly WatchedOrg[] }) {
  useTitle("Shared orgs");
  return (
    <div className="grid gap-4">
      <h1 className="font-semibold text-xl">Shared orgs, the most urgent first</h1>
      {orgs.length === 0 && <EmptyState title="No org is watched at present" />}
      <ul className="grid gap-3 md:grid-cols-2">
        {orgs.map(({ org, readAt, summary, trouble }) => (
          <li key={org.id} className="grid gap-2 rounded-md border border-hairline p-4">
            <h2>
              <Link href={`/share?org=${org.id}`} className="inline-block text-text">
                <OrgTag org={org} />
              </Link>
            </h2>
            <p className="flex items-baseline gap-2">
              <StateMark state={trouble ? "unknown" : (summary?.worst?.state ?? "unknown")} bare />
              <span>
                {trouble
                  ? `Not read because ${trouble.words}.`
                  : (summary?.worst?.sentence ?? "Not read yet.")}
              </span>
            </p>
            {readAt && (
              <p className="text-muted">
                Read <Time at={readAt} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
