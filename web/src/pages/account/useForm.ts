import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { Refused } from "@/api/Refused";
import { emptyWords, wrongField } from "./refusals";

/** What is wrong: texts beside fields, a refusal of the whole form, or a time to wait for. */
type Wrong = { fields: Record<string, string>; error?: unknown; until?: number; isOver?: boolean };

const NOTHING: Wrong = { fields: {} };

/**
 * The life of a form: looks at its fields, sends it once at a time, and says what is wrong where it can be
 * mended, with the focus there.
 */
export function useForm(send: (values: Record<string, string>) => Promise<void>) {
  const [wrong, setWrong] = useState(NOTHING);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(wrong.fields).length > 0) {
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    }
  }, [wrong]);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy || isWaiting(wrong)) return;
    const inputs = inputsOf(event.currentTarget);
    const empty = inputs.filter((input) => !input.validity.valid);
    setWrong({ fields: Object.fromEntries(empty.map((input) => [input.name, wordsOf(input)])) });
    if (empty.length > 0) return;
    setBusy(true);
    try {
      await send(Object.fromEntries(inputs.map((input) => [input.name, input.value])));
    } catch (error) {
      setWrong(wrongBy(error, inputs));
    }
    setBusy(false);
  }

  return {
    /** What the `<form>` needs. */
    form: { ref: form, onSubmit: submit, noValidate: true },
    /** What is wrong with a field. */
    wrong: (name: string) => wrong.fields[name],
    error: wrong.error,
    until: wrong.until,
    isBusy: isBusy || isWaiting(wrong),
    /** Whether there was a time to wait for, which is over. */
    isOver: wrong.isOver ?? false,
    /** To be called when it is over. */
    end: () => setWrong({ fields: {}, isOver: true }),
  };
}

function isWaiting(wrong: Wrong): boolean {
  return wrong.until !== undefined;
}

function inputsOf(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.elements].filter(
    (each) => each instanceof HTMLInputElement && each.name !== "",
  ) as HTMLInputElement[];
}

function wordsOf(input: HTMLInputElement): string {
  return emptyWords(input.name, input.validity);
}

function wrongBy(error: unknown, inputs: readonly HTMLInputElement[]): Wrong {
  if (error instanceof Refused && error.code === "too_many_requests" && error.retryAfter) {
    return { fields: {}, until: Date.now() + error.retryAfter * 1000 };
  }
  const field = wrongField(
    error,
    inputs.map((input) => input.name),
  );
  if (field && error instanceof Refused) return { fields: { [field]: error.message } };
  return { fields: {}, error };
}
