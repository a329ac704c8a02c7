import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { forgetAccount } from "@/api/account";
import { api } from "@/api/client";
import { answered, Refused } from "@/api/Refused";
import { buttonClass } from "@/kit/Button";
import { BadLink } from "./BadLink";
import { Card } from "./Card";
import { CardLink } from "./CardLink";
import { NewPasswordField } from "./NewPasswordField";
import { Submit } from "./Submit";
import { typedAddress } from "./typedAddress";
import { UsernameField } from "./UsernameField";
import { useForm } from "./useForm";

/** Choosing a new password by a mailed token. */
export function ResetForm({ token, address }: { token: string; address: string }) {
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<"set" | "used">();
  const form = useForm(async ({ newPassword = "" }) => {
    try {
      await answered(api.POST("/api/reset-password", { body: { token, newPassword } }));
      forgetAccount(queries);
      setOutcome("set");
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "token_invalid") throw error;
      setOutcome("used");
    }
  });
  if (outcome === "used") return <BadLink to="/forgot-password">Ask for a new link</BadLink>;
  if (outcome === "set") {
    return (
      <Card title="Your password is new">
        <p>All devices are logged out. Log in with the new password.</p>
        <Link href="/login" className={buttonClass("primary")}>
          Log in
        </Link>
      </Card>
    );
  }
  return (
    <Card title="Choose a new password" links={<CardLink to="/forgot-password">Ask for a new link</CardLink>}>
      <p>
        For <strong>{address}</strong>. Every device will be logged out.
      </p>
      <form {...form.form} className="grid gap-4">
        <UsernameField address={typedAddress() || address} />
        <NewPasswordField
          label="New password"
          name="newPassword"
          address={typedAddress}
          error={form.wrong("newPassword")}
        />
        <Submit form={form}>Set the password</Submit>
      </form>
    </Card>
  );
}
