import { Link, Redirect, useLocation, useSearch } from "wouter";
import { isLoggedOut } from "@/api/account";
import { NeedsAccount } from "@/app/NeedsAccount";
import { useUrlState } from "@/app/useUrlState";
import { buttonClass } from "@/kit/Button";
import { RemovedNews } from "../connecting/RemovedNews";
import { FleetSkeleton } from "./FleetSkeleton";
import { FleetUnreachable } from "./FleetUnreachable";
import { FleetView } from "./FleetView";
import { NoOrgs } from "./NoOrgs";
import { useFleet } from "./useFleet";
import { Wallboard } from "./wall/Wallboard";

/** All orgs that the account watches. */
export default function FleetPage() {
  return <NeedsAccount>{() => <Watched />}</NeedsAccount>;
}

function Watched() {
  const asked = useFleet(undefined);
  const [{ tv }] = useUrlState();
  const [path] = useLocation();
  const search = useSearch();
  const { error, fleet } = asked;
  if (isLoggedOut(error)) {
    const next = search ? `${path}?${search}` : path;
    return <Redirect to={`/login?next=${encodeURIComponent(next)}`} replace />;
  }
  if (!fleet) return error ? <FleetUnreachable asked={asked} /> : <FleetSkeleton />;
  if (fleet.orgs.length === 0) {
    return (
      <>
        <RemovedNews />
        <NoOrgs />
      </>
    );
  }
  if (tv) return <Wallboard asked={asked} fleet={fleet} token={undefined} />;
  return (
    <FleetView asked={asked} fleet={fleet} hrefOf={hrefOf} label={<RemovedNews />}>
      <Link href="/orgs/new" className={buttonClass("primary")}>
        Add an org
      </Link>
      <Link href="/orgs/links" className={buttonClass()}>
        Links
      </Link>
    </FleetView>
  );
}

function hrefOf(org: string): string {
  return `/orgs/${org}`;
}
