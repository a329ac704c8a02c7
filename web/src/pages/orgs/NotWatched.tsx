import { Link } from "wouter";
import { useTitle } from "@/app/useTitle";

/** The account, or the link, does not show this org. */
export function NotWatched() {
  useTitle("Not a watched org");
  return (
    <div className="mx-auto grid max-w-lg gap-4 py-10">
      <h1 className="font-semibold text-xl">This org is not watched</h1>
      <p>The account that is logged in does not watch this org, or does so no longer.</p>
      <p>
        <Link href="/orgs">All orgs</Link>, <Link href="/orgs/new">watch an org</Link>
      </p>
    </div>
  );
}
