import { useState } from "react";
import { useNow } from "@/app/useNow";
import { Button } from "@/kit/Button";
import { FormTrouble } from "./FormTrouble";
import { MailHelp } from "./MailHelp";
import { useForm } from "./useForm";

/** Between two mails to one address; the server leaves out what is asked for sooner. */
const COOL_DOWN = 60_000;

/** A mail is on its way: what to do with it, and another one if it does not come. */
export function MailSent({
  message,
  address,
  resend,
  onBack,
}: {
  /** What the server says, which is the same for every address. */
  message: string;
  address: string;
  resend: () => Promise<void>;
  onBack: () => void;
}) {
  const [asked, setAsked] = useState({ at: Date.now(), times: 1 });
  const left = Math.ceil((asked.at + COOL_DOWN - useNow()) / 1000);
  const form = useForm(async () => {
    await resend();
    setAsked({ at: Date.now(), times: asked.times + 1 });
  });
  const isEarly = left > 0;
  return (
    <>
      <p>{message}</p>
      <p>
        The address is
        <br />
        <strong className="wrap-anywhere">{address}</strong>
      </p>
      <form {...form.form} className="grid gap-4">
        <FormTrouble form={form} />
        <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <Button type="submit" busy={form.isBusy || isEarly}>
            Send another mail
          </Button>
          {isEarly && (
            <span className="text-muted tabular-nums">in {Math.min(left, COOL_DOWN / 1000)} s</span>
          )}
          <span role="status">{asked.times > 1 && isEarly && "Asked again."}</span>
        </p>
      </form>
      <p>
        <Button onClick={onBack}>Use another address</Button>
      </p>
      <MailHelp />
    </>
  );
}
