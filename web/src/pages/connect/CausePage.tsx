import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { useSession } from "@/api/session";
import { useTitle } from "@/app/useTitle";
import { Notice } from "@/kit/Notice";
import { ConnectCard } from "@/limits/ConnectCard";
import { AdminText } from "./AdminText";
import { ConnectLinks } from "./ConnectLinks";
import { type Cause, canRetry } from "./causes";

/** Why there is no connection, and what to do about it. */
export function CausePage({ cause }: { cause: Cause }) {
  useTitle(cause.title);
  const session = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever comes back from Salesforce hears first what has happened.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="mx-auto grid max-w-2xl gap-6 py-2 sm:py-8">
      <div className="grid gap-2">
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-xl">
          {cause.title}
        </h1>
        <p className="text-base">{cause.meaning}</p>
      </div>
      <section className="grid gap-3">
        <h2 className="font-semibold text-base">What to do</h2>
        <p>{cause.remedy}</p>
        {cause.admin && <AdminText text={cause.admin} />}
        {cause.slug === "invalid-host" && <ConnectCard />}
        {canRetry(cause) && cause.slug !== "invalid-host" && (
          <>
            <ConnectLinks />
            <p>
              <Link href="/connect">Other ways to connect, and what is asked of Salesforce</Link>
            </p>
          </>
        )}
      </section>
      {session.data?.org && (
        <Notice>
          <p>
            {session.data.org.name} is still connected. <Link href="/dashboard">To its dashboard</Link>
          </p>
        </Notice>
      )}
    </div>
  );
}
