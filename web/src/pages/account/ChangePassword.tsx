import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { forgetAccount, isLoggedOut } from "@/api/account";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { PasswordField } from "@/kit/PasswordField";
import { NewPasswordField } from "./NewPasswordField";
import { Submit } from "./Submit";
import { UsernameField } from "./UsernameField";
import { useForm } from "./useForm";

/** Changing the password, by whoever knows the present one. */
export function ChangePassword({ address }: { address: string }) {
  const queries = useQueryClient();
  const [changes, setChanges] = useState(0);
  const form = useForm(async ({ currentPassword = "", newPassword = "" }) => {
    try {
      await answered(api.POST("/api/auth/password", { body: { currentPassword, newPassword } }));
    } catch (error) {
      if (isLoggedOut(error)) return forgetAccount(queries);
      throw error;
    }
    void queries.invalidateQueries({ queryKey: ["devices"] });
    setChanges(changes + 1);
  });
  return (
    <section className="grid gap-4 border-hairline border-t pt-4">
      <h2 className="font-semibold text-base">Change the password</h2>
      <p role="status" className={changes === 0 ? "sr-only" : undefined}>
        {changes > 0 && "Your password is new, and all other devices are logged out."}
      </p>
      <form {...form.form} className="grid gap-4">
        <UsernameField address={address} />
        {/* Another key empties the fields. */}
        <div key={changes} className="grid gap-4">
          <PasswordField
            label="Present password"
            name="currentPassword"
            autoComplete="current-password"
            required
            error={form.wrong("currentPassword")}
          />
          <NewPasswordField
            label="New password"
            name="newPassword"
            address={() => address}
            error={form.wrong("newPassword")}
          />
        </div>
        <Submit form={form}>Change the password</Submit>
      </form>
    </section>
  );
}
