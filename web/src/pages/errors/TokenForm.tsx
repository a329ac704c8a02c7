import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { Account } from "@/api/account";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { useTitle } from "@/app/useTitle";
import { Button } from "@/kit/Button";
import { Field } from "@/kit/Field";
import { Notice } from "@/kit/Notice";
import { Trouble } from "@/kit/Trouble";
import { authorization, enter, isNoOperator, type Refusal } from "./access";

const WRONG = "This is not the operator’s token.";

/** Asks whoever runs the deployment for the token, or to log in with an account that may read errors. */
export function TokenForm({
  account,
  refusal,
}: {
  account: Account | undefined;
  refusal: Refusal["of"] | undefined;
}) {
  useTitle("Errors");
  const queries = useQueryClient();
  const [path] = useLocation();
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<string>();
  const attempt = useMutation({
    mutationFn: (token: string) => answered(api.GET("/api/projects", { headers: authorization(token) })),
    onSuccess(projects, token) {
      queries.removeQueries({ queryKey: ["errors"] });
      queries.setQueryData(["errors", "projects"], projects);
      enter(token);
    },
    onError: (error) => isNoOperator(error) && complain(WRONG),
  });
  function complain(what: string) {
    setWrong(what);
    form.current?.querySelector<HTMLInputElement>("[name=token]")?.focus();
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (attempt.isPending) return;
    const token = String(new FormData(event.currentTarget).get("token") ?? "").trim();
    setWrong(undefined);
    if (token === "") complain("Enter the operator’s token.");
    // Nothing else can stand in a header.
    else if (!/^[\x21-\x7e]+$/.test(token)) complain(WRONG);
    else attempt.mutate(token);
  }
  const login = `/login?next=${encodeURIComponent(path + window.location.search)}`;
  return (
    <div className="mx-auto grid w-full max-w-[25rem] gap-4 py-6">
      <h1 className="font-semibold text-xl">Errors</h1>
      <p>What programs report is read by whoever runs this deployment.</p>
      {refusal && <Notice tone="warn">{REFUSED[refusal]}</Notice>}
      {account && refusal !== "session" ? (
        <p>
          You are logged in as <bdi className="wrap-anywhere">{account.email}</bdi>, which may not read errors
          here. The deployment’s setting OPERATOR_EMAILS says who may.
        </p>
      ) : (
        <p>
          <Link href={login}>Log in</Link> with an account that may, or enter the operator’s token.
        </p>
      )}
      <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
        {/* So that a password manager keeps the token by itself, and apart from the account. */}
        <input hidden readOnly name="username" autoComplete="username" value="operator" />
        <Field
          label="Operator’s token"
          name="token"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          error={wrong}
          hint="It stays in the memory of this page until you reload it. A local run prints it at its start."
        />
        {attempt.error && !isNoOperator(attempt.error) && <Trouble error={attempt.error} />}
        <Button type="submit" look="primary" busy={attempt.isPending}>
          Show errors
        </Button>
      </form>
    </div>
  );
}

const REFUSED: Record<Refusal["of"], string> = {
  token: "The token that you entered is not good any more.",
  account: "This account may not read errors any more.",
  session: "Your session has ended.",
};
