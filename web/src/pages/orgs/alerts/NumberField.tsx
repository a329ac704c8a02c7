import type { ReactNode } from "react";
import { Field } from "@/kit/Field";

/** A field for a number, which stays as it was typed. */
export function NumberField({
  label,
  hint,
  value,
  error,
  isWhole = true,
  onChange,
}: {
  label: string;
  hint?: ReactNode;
  value: string;
  error: string | undefined;
  isWhole?: boolean;
  onChange: (text: string) => void;
}) {
  return (
    <Field
      label={label}
      hint={hint}
      value={value}
      error={error}
      inputMode={isWhole ? "numeric" : "decimal"}
      autoComplete="off"
      onChange={({ target }) => onChange(target.value)}
      className="sm:max-w-72"
    />
  );
}
