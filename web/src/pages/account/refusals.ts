import { Refused } from "@/api/Refused";

/** The names of the fields of all forms, which are also those of the API. */
export type FieldName = "email" | "password" | "currentPassword" | "newPassword";

/** Which field has to be mended after a refusal with this code, by what the form has, the first first. */
const MENDED: Record<string, readonly FieldName[]> = {
  credentials_wrong: ["password"],
  password_wrong: ["currentPassword", "password"],
  password_weak: ["newPassword", "password"],
  invalid: ["email"],
};

/** The field that a refusal speaks of; none if it is the whole form's. */
export function wrongField(error: unknown, fields: readonly string[]): FieldName | undefined {
  const candidates = error instanceof Refused ? MENDED[error.code] : undefined;
  return candidates?.find((name) => fields.includes(name));
}

/** What is said of a field that was left empty or cannot be what it should be. */
export function emptyWords(name: string, validity: { valueMissing: boolean }): string {
  if (name === "email" && !validity.valueMissing) {
    return "This is no e-mail address; one looks like name@example.com.";
  }
  return EMPTY[name] ?? "This is needed.";
}

const EMPTY: Record<string, string> = {
  email: "Enter your e-mail address.",
  password: "Enter a password.",
  currentPassword: "Enter your present password.",
  newPassword: "Enter a new password.",
};
