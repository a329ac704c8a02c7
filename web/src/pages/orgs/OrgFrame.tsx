import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { NeedsAccount } from "@/app/NeedsAccount";
import { OrgTag } from "@/app/OrgTag";
import { Trouble } from "@/kit/Trouble";
import { Waiting } from "@/kit/Waiting";
import { NotWatched } from "./NotWatched";
import { useWatchedOrgs, type WatchedOrg } from "./watched";

/** A page of a watched org: whose it is, and the way to the org's other pages. */
export function OrgFrame({ org, children }: { org: string; children: (watched: WatchedOrg) => ReactNode }) {
  return <NeedsAccount>{() => <Framed org={org}>{children}</Framed>}</NeedsAccount>;
}

function Framed({ org, children }: { org: string; children: (watched: WatchedOrg) => ReactNode }) {
  const orgs = useWatchedOrgs(undefined);
  if (orgs.error && !orgs.data) return <Trouble error={orgs.error} onRetry={() => orgs.refetch()} />;
  if (!orgs.data) return <Waiting what="Loading the org" />;
  const watched = orgs.data.orgs.find((each) => each.org.id === org);
  if (!watched) return <NotWatched />;
  return (
    <div className="grid min-w-0 gap-4">
      <nav
        aria-label="Pages of the org"
        className="flex flex-wrap items-center gap-x-4 gap-y-1"
        data-print="no"
      >
        <OrgTag org={watched.org} />
        <span className="flex flex-wrap gap-x-1">
          <Part href={`/orgs/${org}`}>Limits</Part>
          <Part href={`/orgs/${org}/alerts`}>Alerts</Part>
          <Part href={`/orgs/${org}/events`}>Events</Part>
          <Part href={`/orgs/${org}/connection`}>Connection</Part>
          <Part href={`/orgs/links?org=${org}`}>Share</Part>
        </span>
      </nav>
      {children(watched)}
    </div>
  );
}

function Part({ href, children }: { href: string; children: string }) {
  const [path] = useLocation();
  const isHere = path === href;
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={
        isHere
          ? "px-2 py-1 font-semibold text-text underline decoration-2 decoration-accent underline-offset-8"
          : "px-2 py-1 text-text no-underline hover:underline"
      }
    >
      {children}
    </Link>
  );
}
