import { useState } from "react";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { Card } from "./Card";
import { CardLink } from "./CardLink";
import { EmailField } from "./EmailField";
import { MailSent } from "./MailSent";
import { NewPasswordField } from "./NewPasswordField";
import { Submit } from "./Submit";
import { typedAddress } from "./typedAddress";
import { useForm } from "./useForm";

/** What was sent, kept for another mail, and what came back. */
type Sent = { body: { email: string; password: string }; message: string };

/** Opening an account: a mail goes to the address, whoever has one. */
export function RegisterPage() {
  const [sent, setSent] = useState<Sent>();
  const register = async (body: Sent["body"]) => {
    const { message } = await answered(api.POST("/api/auth/register", { body }));
    setSent({ body, message });
  };
  const form = useForm(({ email = "", password = "" }) => register({ email, password }));
  if (sent) {
    return (
      <Card title="Look into your mail" links={<CardLink to="/login">Log in</CardLink>}>
        <MailSent
          message={sent.message}
          address={sent.body.email}
          resend={() => register(sent.body)}
          onBack={() => setSent(undefined)}
        />
      </Card>
    );
  }
  return (
    <Card title="Open an account" links={<CardLink to="/login">Log in instead</CardLink>}>
      <p>
        With an account Force Monitor watches orgs when you are away. To read an org’s limits now you need
        none.
      </p>
      <form {...form.form} className="grid gap-4">
        <EmailField error={form.wrong("email")} />
        <NewPasswordField
          label="Password"
          name="password"
          address={typedAddress}
          error={form.wrong("password")}
        />
        <Submit form={form}>Register</Submit>
      </form>
    </Card>
  );
}
