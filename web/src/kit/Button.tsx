import type { ComponentProps } from "react";
import { cn } from "./cn";

const LOOKS = {
  primary: "border-transparent bg-accent text-on-accent hover:opacity-90",
  secondary: "border-control bg-bg text-text hover:bg-surface",
  danger: "border-crit bg-bg text-crit hover:bg-surface",
  plain: "border-transparent bg-transparent text-text underline-offset-2 hover:underline",
  quiet: "border-transparent bg-transparent text-accent underline-offset-2 hover:underline",
} as const;

/** How a button, or a link that looks like one, is drawn. */
export type Look = keyof typeof LOOKS;

/** The classes of a button; 44 pixels high where fingers point, 32 elsewhere (WCAG 2.5.8). */
export function buttonClass(look: Look = "secondary"): string {
  return cn(
    "inline-flex min-h-8 cursor-pointer items-center justify-center gap-1.5 rounded-sm border px-3 py-1",
    "font-medium no-underline pointer-coarse:min-h-11 aria-disabled:cursor-default aria-disabled:opacity-60",
    LOOKS[look],
  );
}

/** A button. While `busy` it stays where it is, keeps the focus, and does nothing. */
export function Button({
  look = "secondary",
  busy = false,
  className,
  type = "button",
  onClick,
  ...rest
}: ComponentProps<"button"> & { look?: Look; busy?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || rest["aria-disabled"] || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cn(buttonClass(look), className)}
    />
  );
}
