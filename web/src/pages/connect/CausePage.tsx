import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { useSession } from "@/api/session";
import { useTitle } from "@/app/useTitle";
import { Notice } from "@/kit/Notice";
import { wayBack } from "@/pages/orgs/connecting/wayBack";
import { AdminText } from "./AdminText";
import type { Cause } from "./causes";
import { NextAttempt } from "./NextAttempt";

/** Why there is no connection, and what to do about it. */
export function CausePage({ cause }: { cause: Cause }) {
  useTitle(cause.title);
  const session = useSession();
  const [back] = useState(() => wayBack());
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
        <NextAttempt cause={cause} back={back} />
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
