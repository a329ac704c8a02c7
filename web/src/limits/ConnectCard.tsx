import { type FormEvent, useRef, useState } from "react";
import { useSession } from "@/api/session";
import { BASE } from "@/app/base";
import { Button, buttonClass } from "@/kit/Button";
import { Field } from "@/kit/Field";
import { myDomain } from "@/words/myDomain";
import { connectHref } from "./connecting";

/** The ways to connect an org: production, sandbox, by its own address, and the demo where there is one. */
export function ConnectCard() {
  const session = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<string>();
  const connect = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("host"));
    const { host, error } = myDomain(typed);
    if (host) {
      // The answer leads to Salesforce, and the page's policy lets no form go there.
      location.assign(connectHref(host));
      return;
    }
    setWrong(error);
    form.current?.querySelector("input")?.focus();
  };
  return (
    <div className="grid max-w-xl gap-5 rounded-md border border-hairline p-4 sm:p-6">
      <p className="flex flex-wrap gap-3">
        <a href={connectHref("login")} className={buttonClass("primary")}>
          Connect a production org
        </a>
        <a href={connectHref("test")} className={buttonClass()}>
          Connect a sandbox
        </a>
        {session.data?.demo && (
          <a href={`${BASE}/auth/salesforce?demo=true`} className={buttonClass()}>
            Open the live demo
          </a>
        )}
      </p>
      <form ref={form} onSubmit={connect} noValidate className="grid gap-3">
        <Field
          label="Or your org's My Domain"
          name="host"
          inputMode="url"
          autoComplete="url"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="acme.my.salesforce.com"
          hint="For orgs where the general login is switched off. A copied address will do."
          error={wrong}
          onInput={() => setWrong(undefined)}
        />
        <p>
          <Button type="submit">Connect this org</Button>
        </p>
      </form>
      <p className="text-muted">
        Salesforce asks you to approve. Only the org's limits and its name are read; nothing is written.
      </p>
    </div>
  );
}
