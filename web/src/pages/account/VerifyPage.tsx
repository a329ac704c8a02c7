import { useState } from "react";
import { Link } from "wouter";
import { api } from "@/api/client";
import { answered, Refused } from "@/api/Refused";
import { useMailedToken } from "@/app/mailedToken";
import { buttonClass } from "@/kit/Button";
import { PasswordField } from "@/kit/PasswordField";
import { BadLink } from "./BadLink";
import { Card } from "./Card";
import { CardLink } from "./CardLink";
import { Submit } from "./Submit";
import { keepAddress, typedAddress } from "./typedAddress";
import { UsernameField } from "./UsernameField";
import { useForm } from "./useForm";

/** Where the mail of a registration leads. Nothing is used up until the password is sent with the token. */
export function VerifyPage() {
  const token = useMailedToken();
  const [outcome, setOutcome] = useState<{ token: string; email?: string }>();
  const form = useForm(async ({ password = "" }) => {
    if (!token) return;
    try {
      const { email } = await answered(api.POST("/api/auth/verify-email", { body: { token, password } }));
      keepAddress(email);
      setOutcome({ token, email });
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "token_invalid") throw error;
      setOutcome({ token });
    }
  });
  const done = outcome?.token === token ? outcome : undefined;
  if (!token || (done && !done.email)) return <BadLink to="/register">Register again</BadLink>;
  if (done) {
    return (
      <Card title="Your account is open">
        <p>
          It is for <strong className="wrap-anywhere">{done.email}</strong>.
        </p>
        <Link href="/login" className={buttonClass("primary")}>
          Log in
        </Link>
      </Card>
    );
  }
  return (
    <Card
      title="Confirm your address"
      links={
        <>
          <CardLink to="/login">Log in</CardLink>
          <CardLink to="/register">Register again</CardLink>
        </>
      }
    >
      <form {...form.form} key={token} className="grid gap-4">
        {typedAddress() && <UsernameField address={typedAddress()} />}
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          hint="The one that you chose when you registered. A link that somebody else caused opens nothing."
          error={form.wrong("password")}
        />
        <Submit form={form}>Confirm my address</Submit>
      </form>
    </Card>
  );
}
