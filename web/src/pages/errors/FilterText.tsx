import { useEffect, useId, useRef } from "react";
import { Field } from "@/kit/Field";

/** An eager field does not ask for each letter of a word that is being written. */
const REST = 300;

/**
 * A text to filter by. It counts when the field is left or Enter is pressed; an eager one also when nothing
 * was written for a moment. `known` are suggested.
 */
export function FilterText({
  label,
  name,
  value,
  className,
  known = [],
  isEager = false,
  onChange,
}: {
  label: string;
  name: string;
  value: string;
  className?: string;
  known?: readonly (string | null | undefined)[];
  isEager?: boolean;
  onChange: (value: string) => void;
}) {
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const rest = useRef<number>(undefined);
  // The address may change without this field: by going back, or by taking all filters back.
  useEffect(() => {
    if (input.current && input.current.value.trim() !== value) input.current.value = value;
  }, [value]);
  useEffect(() => () => clearTimeout(rest.current), []);
  function commit() {
    clearTimeout(rest.current);
    const written = input.current?.value.trim() ?? "";
    if (written !== value) onChange(written);
  }
  const suggested = [...new Set(known)].filter((each): each is string => Boolean(each));
  return (
    <>
      <Field
        ref={input}
        label={label}
        className={className ?? ""}
        name={name}
        type="search"
        autoComplete="off"
        spellCheck={false}
        list={suggested.length > 0 ? list : undefined}
        defaultValue={value}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
        onChange={() => {
          clearTimeout(rest.current);
          if (isEager) rest.current = window.setTimeout(commit, REST);
        }}
      />
      {suggested.length > 0 && (
        <datalist id={list}>
          {suggested.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </>
  );
}
