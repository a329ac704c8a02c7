import { STATE_SHAPES } from "@/kit/StateMark";
import { CONDITION_WORDS, type Condition } from "./condition";

const RING = "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z";

/** A shape for each way of standing, so that none is told by its colour alone (WCAG 1.4.1). */
const SHAPES: Record<Condition, { path: string; filled: boolean; dashed?: boolean }> = {
  ...STATE_SHAPES,
  lost: { path: `${RING}M5.500 5.500l5 5M10.500 5.500l-5 5`, filled: false },
  silent: { path: RING, filled: false, dashed: true },
  soon: { path: `${RING}M8 4.500V8l2.500 1.500`, filled: false },
};

const COLORS: Record<Condition, string> = {
  lost: "text-crit",
  silent: "text-unknown",
  exceeded: "text-crit",
  soon: "text-crit",
  critical: "text-crit",
  warning: "text-warn",
  ok: "text-ok",
};

/** How an org stands: a shape and, unless it is said beside it, its word. */
export function ConditionMark({
  condition,
  bare = false,
  isQuiet = false,
  size = "size-3.5",
}: {
  condition: Condition;
  bare?: boolean;
  /** Whether there is nothing of this kind, which is no reason for a colour. */
  isQuiet?: boolean;
  size?: string;
}) {
  const { path, filled, dashed } = SHAPES[condition];
  const color = isQuiet ? "text-muted" : COLORS[condition];
  // Where all is well only the mark is coloured, so that what is not stands out.
  const word = condition === "ok" ? "text-text" : color;
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium ${word}`}>
      <svg viewBox="0 0 16 16" className={`shrink-0 ${size} ${color}`} aria-hidden="true" focusable="false">
        <path
          d={path}
          fill={filled ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={dashed ? "3 2" : undefined}
        />
      </svg>
      {bare ? <span className="sr-only">{CONDITION_WORDS[condition]}</span> : CONDITION_WORDS[condition]}
    </span>
  );
}
