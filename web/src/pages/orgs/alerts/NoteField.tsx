import { useId } from "react";
import { inputClass } from "@/kit/Field";
import { count } from "@/words/numbers";

/** The API takes so many characters. */
const MOST = 500;

/** Why something is muted, for whoever wonders later. */
export function NoteField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}) {
  const id = useId();
  const length = [...value].length;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        Why (may be empty)
      </label>
      <textarea
        id={id}
        rows={3}
        value={value}
        aria-describedby={`${id}-hint`}
        aria-invalid={error ? true : undefined}
        onChange={({ target }) => onChange(target.value)}
        className={inputClass}
      />
      <p id={`${id}-hint`} className={error ? "text-crit" : "text-muted"}>
        {error ?? `For whoever wonders later. ${count(Math.max(0, MOST - length))} characters are left.`}
      </p>
    </div>
  );
}

/** What is wrong with a note; nothing if it can be kept. */
export function wrongNote(text: string): string | undefined {
  const over = [...text].length - MOST;
  return over > 0 ? `This is ${count(over)} characters too long.` : undefined;
}
