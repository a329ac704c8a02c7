import { useEffect } from "react";
import { Link } from "wouter";
import { useTitle } from "@/app/useTitle";
import { ConnectCard } from "@/limits/ConnectCard";
import { forgetWayBack } from "@/pages/orgs/connecting/wayBack";
import { AdminText } from "./AdminText";
import { causeOf } from "./causes";

/** How to connect an org: the ways there are, what is asked for, and what an admin may have to do first. */
export function StartPage() {
  useTitle("Connect an org");
  const install = causeOf("app-not-installed").admin;
  // Whoever connects from here does not want to watch: a failure must not lead there.
  useEffect(forgetWayBack, []);
  return (
    <div className="mx-auto grid max-w-2xl gap-6 py-2 sm:py-8">
      <h1 className="font-semibold text-xl">Connect an org</h1>
      <ConnectCard />
      <p>
        That is for a look, of some hours. To keep history, know when a limit runs out and be told before it
        does: <Link href="/orgs/new">Watch an org</Link>
      </p>
      <section className="grid gap-2">
        <h2 className="font-semibold text-base">What Salesforce asks you to allow</h2>
        <dl className="grid gap-1 [&>dd]:pb-2">
          <dt className="font-semibold">Manage user data via APIs (api)</dt>
          <dd>
            Salesforce has no smaller permission for its limits. Read are the limits and the org’s name; no
            records.
          </dd>
          <dt className="font-semibold">Access the identity URL service (id)</dt>
          <dd>So that it is certain which org was connected, and whether it is production or a sandbox.</dd>
        </dl>
      </section>
      <section className="grid gap-2">
        <h2 className="font-semibold text-base">What is kept</h2>
        <p>
          The access token, encrypted, until you disconnect: at the longest 24 hours, and four hours after you
          last looked. The last reading of the limits, for a day; for its first minute it also answers others
          who connect the same org. Nothing goes to anybody else.
        </p>
      </section>
      <section className="grid gap-3">
        <h2 className="font-semibold text-base">What an admin may have to do first</h2>
        <p>
          Since September 2025 Salesforce lets ordinary users approve only apps that an admin has installed.
          Whoever connects needs the permissions API Enabled and View Setup and Configuration; the two storage
          limits need Manage Users, too.
        </p>
        <ol className="grid list-decimal gap-1 pl-6">
          <li>In Salesforce open Setup, and there Connected Apps OAuth Usage.</li>
          <li>Beside Force Monitor choose Install.</li>
          <li>Choose Manage App Policies, and permit the users who need it.</li>
        </ol>
        {install && <AdminText text={install} />}
      </section>
    </div>
  );
}
