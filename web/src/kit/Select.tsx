import { type ComponentProps, useId } from "react";
import { cn } from "./cn";
import { inputClass } from "./Field";

/** The browser's own select with its label; `options` are value and words. */
export function Select({
  label,
  options,
  className,
  ...select
}: ComponentProps<"select"> & { label: string; options: readonly (readonly [string, string])[] }) {
  const id = useId();
  return (
    <div className={cn("inline-flex items-center gap-2", className)}>
      <label htmlFor={id} className="whitespace-nowrap text-muted">
        {label}
      </label>
      <select {...select} id={id} className={inputClass}>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
