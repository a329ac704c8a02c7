import { useState } from "react";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { Card } from "./Card";
import { CardLink } from "./CardLink";
import { EmailField } from "./EmailField";
import { MailSent } from "./MailSent";
import { Submit } from "./Submit";
import { useForm } from "./useForm";

/** Asking for a link to a new password; the answer is the same for every address. */
export function ForgotPage() {
  const [sent, setSent] = useState<{ email: string; message: string }>();
  const ask = async (email: string) => {
    const { message } = await answered(api.POST("/api/forgot-password", { body: { email } }));
    setSent({ email, message });
  };
  const form = useForm(({ email = "" }) => ask(email));
  const links = <CardLink to="/login">Log in</CardLink>;
  if (sent) {
    return (
      <Card title="Look into your mail" links={links}>
        <MailSent
          message={sent.message}
          address={sent.email}
          resend={() => ask(sent.email)}
          onBack={() => setSent(undefined)}
        />
      </Card>
    );
  }
  return (
    <Card title="Forgot your password?" links={links}>
      <p>A link by which you can choose a new one is mailed to you. It is good once, for an hour.</p>
      <form {...form.form} className="grid gap-4">
        <EmailField error={form.wrong("email")} />
        <Submit form={form}>Mail me a link</Submit>
      </form>
    </Card>
  );
}
