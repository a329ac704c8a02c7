import { Link } from "wouter";
import { buttonClass } from "@/kit/Button";
import { ConnectCard } from "@/limits/ConnectCard";
import { ConnectLinks } from "./ConnectLinks";
import { type Cause, canRetry } from "./causes";

/**
 * What can be tried after a failure: first of all what was being done. `back` is the page on which somebody
 * wanted to watch an org, if that is known.
 */
export function NextAttempt({ cause, back }: { cause: Cause; back: string | undefined }) {
  const isNew = back?.startsWith("/orgs/new");
  if (!canRetry(cause)) {
    return (
      <p>
        An org can be watched all the same: <Link href="/orgs/new?by=app">by an app of its own</Link>.
      </p>
    );
  }
  if (back) {
    return (
      <>
        <p>
          <Link href={back} className={buttonClass("primary")}>
            {isNew ? "Go on with watching the org" : "Back to the org’s connection"}
          </Link>
        </p>
        <p>
          Or <Link href="/connect">connect an org for a look</Link>, which keeps nothing for later.
        </p>
      </>
    );
  }
  return (
    <>
      {cause.slug === "invalid-host" ? <ConnectCard /> : <ConnectLinks />}
      <p>
        <Link href="/connect">Other ways to connect, and what is asked of Salesforce</Link>
      </p>
      <p>
        If it was to be watched, with history and alerts: <Link href="/orgs/new">Watch an org</Link>
      </p>
    </>
  );
}
