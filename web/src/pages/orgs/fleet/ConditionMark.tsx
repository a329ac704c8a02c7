import { Mark, type MarkShape } from "@/kit/Mark";
import { STATE_SHAPES } from "@/kit/StateMark";
import { CONDITION_WORDS, type Condition } from "./condition";

const RING = "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z";

/** A shape for each way of standing, so that none is told by its colour alone (WCAG 1.4.1). */
const SHAPES: Record<Condition, MarkShape> = {
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
  size,
}: {
  condition: Condition;
  bare?: boolean;
  /** Whether there is nothing of this kind, which is no reason for a colour. */
  isQuiet?: boolean;
  size?: string | undefined;
}) {
  const color = isQuiet ? "text-muted" : COLORS[condition];
  return (
    <Mark shape={SHAPES[condition]} word={CONDITION_WORDS[condition]} color={color} bare={bare} size={size} />
  );
}
