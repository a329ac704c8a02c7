import { useState } from "react";
import { cn } from "@/kit/cn";
import { PasswordField } from "@/kit/PasswordField";
import { MIN_LENGTH, strength } from "./strength";

/** How each level looks; the words beside it say the same. */
const LOOKS = ["text-muted", "text-warn", "text-ok", "text-ok"] as const;

/** A field for a password that is being chosen, with words on how good it looks. */
export function NewPasswordField({
  label,
  name,
  address,
  error,
}: {
  label: string;
  name: string;
  /** The address of the account as it is at the moment. */
  address: () => string;
  error: string | undefined;
}) {
  const [password, setPassword] = useState("");
  const { level, words } = strength(password, address());
  return (
    <PasswordField
      label={label}
      name={name}
      autoComplete="new-password"
      required
      onChange={(event) => setPassword(event.target.value)}
      error={error}
      hint={
        password === "" ? (
          `At least ${MIN_LENGTH} characters; a few unusual words will do.`
        ) : (
          <span className={cn("font-medium", LOOKS[level])}>{words}</span>
        )
      }
    />
  );
}
