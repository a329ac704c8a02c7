import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

/** The classes of anything that takes text. */
export const inputClass =
  "min-h-8 w-full rounded-sm border border-control bg-bg px-2.5 py-1 text-text pointer-coarse:min-h-11 " +
  "aria-invalid:border-crit placeholder:text-muted";

/** An input with its label, a line that explains it, and what is wrong with it. */
export function Field({
  label,
  hint,
  error,
  className,
  children,
  beside,
  ...input
}: ComponentProps<"input"> & {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  children?: ReactNode;
  /** What stands at its right, such as a button. */
  beside?: ReactNode;
}) {
  const id = useId();
  const described = cn(hint ? `${id}-hint` : "", error && `${id}-error`) || undefined;
  return (
    <div className={cn("grid gap-1", className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <div className="relative min-w-0 grow">
          <input
            {...input}
            id={id}
            aria-describedby={described}
            aria-invalid={error ? true : undefined}
            className={inputClass}
          />
          {children}
        </div>
        {beside}
      </div>
      {hint && (
        <div id={`${id}-hint`} className="text-muted">
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className="text-crit">
          {error}
        </div>
      )}
    </div>
  );
}
