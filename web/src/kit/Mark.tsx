import { cn } from "./cn";

/** A shape on 16 by 16 units. */
export type MarkShape = { path: string; filled: boolean; dashed?: boolean };

/** A coloured shape with its word, which is there for everybody even where it is said beside it. */
export function Mark({
  shape: { path, filled, dashed },
  word,
  color,
  bare,
  size = "size-3.5",
}: {
  shape: MarkShape;
  word: string;
  color: string;
  /** Whether the word is said beside it. */
  bare: boolean;
  size?: string | undefined;
}) {
  // Where all is well only the mark is coloured, so that what is not stands out.
  const text = color === "text-ok" ? "text-text" : color;
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap font-medium", text)}>
      <svg viewBox="0 0 16 16" className={cn("shrink-0", size, color)} aria-hidden="true" focusable="false">
        <path
          d={path}
          fill={filled ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={dashed ? "3 2" : undefined}
        />
      </svg>
      {bare ? <span className="sr-only">{word}</span> : word}
    </span>
  );
}
