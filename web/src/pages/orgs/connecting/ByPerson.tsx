import { type FormEvent, useRef, useState } from "react";
import { useUrlState, writeUrl } from "@/app/useUrlState";
import { Button } from "@/kit/Button";
import { Field } from "@/kit/Field";
import { AdminText } from "@/pages/connect/AdminText";
import { causeOf } from "@/pages/connect/causes";
import { myDomain } from "@/words/myDomain";
import { AskTrouble } from "./AskTrouble";
import { useApproval } from "./asking";
import { Scopes } from "./Scopes";

/** Watching by a person's approval: at which login, and what Salesforce asks there. */
export function ByPerson({ host }: { host: string }) {
  const [, change] = useUrlState();
  const [wrong, setWrong] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState(host);
  const approval = useApproval(`/orgs/new${writeUrl("", { host: typed })}`);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = myDomain(typed);
    setWrong(read.error);
    if (read.host) {
      change({ host: typed });
      approval.mutate({ host: read.host });
    } else form.current?.querySelector("input")?.focus();
  };
  const at = (login: string) => () => approval.mutate({ host: login });
  const install = causeOf("app-not-installed").admin;
  return (
    <section aria-labelledby="by-person" className="grid gap-5">
      <h2 id="by-person" className="font-semibold text-lg">
        Approve at Salesforce
      </h2>
      <div className="grid gap-4 rounded-md border border-hairline p-4 sm:p-6">
        <p className="flex flex-wrap gap-3">
          <Button look="primary" busy={approval.isPending} onClick={at("login")}>
            Watch a production org
          </Button>
          <Button busy={approval.isPending} onClick={at("test")}>
            Watch a sandbox
          </Button>
        </p>
        <p className="text-muted">Developer and trial orgs log in like production.</p>
        <form ref={form} onSubmit={submit} noValidate className="grid max-w-xl gap-3">
          <Field
            label="Or your org’s My Domain"
            name="host"
            inputMode="url"
            autoComplete="url"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="acme.my.salesforce.com"
            hint="For orgs where the general login is switched off. A copied address will do."
            value={typed}
            error={wrong}
            onChange={(event) => {
              setTyped(event.target.value);
              setWrong(undefined);
            }}
          />
          <p>
            <Button type="submit" busy={approval.isPending}>
              Watch this org
            </Button>
          </p>
        </form>
        <AskTrouble error={approval.error} />
      </div>
      <Scopes />
      <section className="grid gap-2">
        <h3 className="font-semibold text-base">Who should approve</h3>
        <p>
          A user who stays, best one for integrations only. It needs the permissions API Enabled and View
          Setup and Configuration; the two storage limits need Manage Users, too. If something is missing, the
          org’s page says what, with a text for your admin.
        </p>
      </section>
      {install && (
        <details>
          <summary className="py-1 font-medium">
            If Salesforce says that the app has to be installed first
          </summary>
          <div className="grid gap-3 pt-2">
            <p>
              Since September 2025 Salesforce lets ordinary users approve only apps that an admin has
              installed.
            </p>
            <AdminText text={install} />
          </div>
        </details>
      )}
    </section>
  );
}
