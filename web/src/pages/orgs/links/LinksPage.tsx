import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { NeedsAccount } from "@/app/NeedsAccount";
import { useTitle } from "@/app/useTitle";
import { Trouble } from "@/kit/Trouble";
import { Waiting } from "@/kit/Waiting";
import { useWatchedOrgs } from "../watched";
import { LinkForm } from "./LinkForm";
import { LinkList } from "./LinkList";
import { NewLink } from "./NewLink";
import { type Shared, useShares } from "./shares";

/** Links that show limits to whoever has them, without an account: made, listed, revoked. */
export default function LinksPage() {
  return <NeedsAccount>{() => <Links />}</NeedsAccount>;
}

function Links() {
  useTitle("Links to share");
  const orgs = useWatchedOrgs(undefined);
  const shares = useShares();
  const [made, setMade] = useState<Shared>();
  const [hasKept, setKept] = useState(false);
  const list = useRef<HTMLHeadingElement>(null);
  // What had the focus has gone with the new link.
  useEffect(() => {
    if (hasKept && !made) list.current?.focus();
  }, [hasKept, made]);
  const error = orgs.error ?? shares.error;
  const names = new Map(orgs.data?.orgs.map(({ org }) => [org.id, org.name]));
  const keep = () => {
    setKept(true);
    setMade(undefined);
  };
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-8 py-2 sm:py-6">
      <div className="grid gap-3">
        <h1 className="font-semibold text-xl">Links to share</h1>
        <p className="max-w-[70ch] text-base">
          A link shows limits, forecasts and history to whoever has it, without an account. Nothing can be
          changed by it. It ends by itself, or when you revoke it.
        </p>
        <p>
          <Link href="/orgs">All watched orgs</Link>
        </p>
      </div>
      {error && (
        <Trouble
          error={error}
          onRetry={() => {
            void orgs.refetch();
            void shares.refetch();
          }}
        />
      )}
      {!error && !(orgs.data && shares.data) && <Waiting what="Loading your links" />}
      {made && <NewLink made={made} onKept={keep} />}
      {orgs.data && shares.data && (
        <>
          {!made && <LinkForm orgs={orgs.data.orgs} count={shares.data.shares.length} onMade={setMade} />}
          <LinkList shares={shares.data.shares} names={names} heading={list} />
        </>
      )}
    </div>
  );
}
