import { Field } from "@/kit/Field";
import { keepAddress, typedAddress } from "./typedAddress";

/** Whose account it is. The address goes along to the next page. */
export function EmailField({ error }: { error: string | undefined }) {
  return (
    <Field
      label="E-mail address"
      name="email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      defaultValue={typedAddress()}
      onChange={(event) => keepAddress(event.target.value)}
      error={error}
    />
  );
}
