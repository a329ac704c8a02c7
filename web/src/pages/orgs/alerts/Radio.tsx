import type { ReactNode } from "react";

/** A radio button with its words, as high as a finger needs it. */
export function Radio({
  name,
  label,
  hint,
  checked,
  onChoose,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChoose: () => void;
}) {
  return (
    <label className="flex min-h-8 items-start gap-2 py-1 pointer-coarse:min-h-11">
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="grid">
        {label}
        {hint && <span className="text-muted">{hint}</span>}
      </span>
    </label>
  );
}
