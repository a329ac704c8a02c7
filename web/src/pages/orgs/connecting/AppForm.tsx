import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/kit/Button";
import { Field } from "@/kit/Field";
import { PasswordField } from "@/kit/PasswordField";
import { AskTrouble } from "./AskTrouble";
import type { Credentials } from "./asking";
import { ownHost } from "./hosts";
import { type Wrong, wrongFields } from "./refusals";

/** My Domain, key and secret of an org's own app. What was typed stays in the form alone, also if refused. */
export function AppForm({
  host,
  action,
  isBusy,
  error,
  onSend,
}: {
  host: string;
  action: string;
  isBusy: boolean;
  error: unknown;
  onSend: (credentials: Credentials) => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  useEffect(() => setWrong(wrongFields(error)), [error]);
  // Once it is drawn, the first field that has to be mended has the focus.
  useEffect(() => {
    if (Object.values(wrong).some(Boolean))
      form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [wrong]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => String(typed.get(name) ?? "").trim();
    const [read, clientId, clientSecret] = [ownHost(text("host")), text("clientId"), text("clientSecret")];
    const found: Wrong = {
      ...(read.error && { host: read.error }),
      ...(!clientId && { clientId: "Enter the app’s consumer key." }),
      ...(!clientSecret && { clientSecret: "Enter the app’s consumer secret." }),
    };
    setWrong(found);
    if (read.host && clientId && clientSecret) onSend({ host: read.host, clientId, clientSecret });
  };
  return (
    <form
      ref={form}
      onSubmit={submit}
      noValidate
      className="grid max-w-xl gap-4 rounded-md border border-hairline p-4 sm:p-6"
    >
      <Field
        label="My Domain of the org"
        name="host"
        inputMode="url"
        autoComplete="url"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="acme.my.salesforce.com"
        hint="Setup → My Domain names it. A copied address will do."
        defaultValue={host}
        error={wrong.host}
      />
      <Field
        label="Consumer key"
        name="clientId"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={512}
        error={wrong.clientId}
      />
      <PasswordField
        label="Consumer secret"
        name="clientSecret"
        autoComplete="off"
        maxLength={512}
        hint="It is sent once, kept encrypted for this org alone, and never shown again."
        error={wrong.clientSecret}
      />
      <AskTrouble error={error} />
      <p>
        <Button type="submit" look="primary" busy={isBusy}>
          {action}
        </Button>
      </p>
    </form>
  );
}
