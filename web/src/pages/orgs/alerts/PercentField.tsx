import { useId } from "react";
import { inputClass } from "@/kit/Field";
import { number } from "./draft";

/** A percentage, typed or slid. */
export function PercentField({
  label,
  value,
  error,
  onType,
  onSlide,
}: {
  label: string;
  value: string;
  error: string | undefined;
  onType: (text: string) => void;
  onSlide: (text: string) => void;
}) {
  const id = useId();
  const percent = number(value);
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex items-center gap-3">
        <span className="flex shrink-0 items-center gap-1.5">
          <input
            id={id}
            value={value}
            inputMode="numeric"
            autoComplete="off"
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-error` : `${id}-unit`}
            onChange={({ target }) => onType(target.value)}
            className={`${inputClass} !w-16 text-right tabular-nums`}
          />
          <span id={`${id}-unit`}>%</span>
        </span>
        <input
          type="range"
          min={1}
          max={100}
          aria-label={`${label}, in percent`}
          value={Number.isFinite(percent) ? percent : 1}
          onChange={({ target }) => onSlide(target.value)}
          className="h-8 w-full min-w-0 accent-accent pointer-coarse:h-11"
        />
      </div>
      {error && (
        <p id={`${id}-error`} className="text-crit">
          {error}
        </p>
      )}
    </div>
  );
}
