import { type ComponentProps, useEffect, useRef, useState } from "react";
import { Button } from "./Button";
import { Field } from "./Field";

/** A field for a password that can be shown. It is hidden again when the form is sent. */
export function PasswordField({ label, ...field }: ComponentProps<typeof Field>) {
  const [isShown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const form = input.current?.form;
    const hide = () => setShown(false);
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);
  const act = isShown ? "Hide" : "Show";
  return (
    <Field
      autoCapitalize="none"
      spellCheck={false}
      {...field}
      ref={input}
      label={label}
      type={isShown ? "text" : "password"}
      beside={
        <Button aria-label={`${act} ${label.toLowerCase()}`} onClick={() => setShown(!isShown)}>
          {act}
        </Button>
      }
    />
  );
}
