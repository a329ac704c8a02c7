import { STATE_TEXT, STATE_WORDS, type State } from "@/words/states";
import { Mark, type MarkShape } from "./Mark";

/** A shape for each state, so that none is told by its colour alone (WCAG 1.4.1). */
export const STATE_SHAPES: Record<State, MarkShape> = {
  exceeded: { path: "M5 1h6l4 4v6l-4 4H5l-4-4V5z", filled: true },
  critical: { path: "M8 1.500 15 14H1z", filled: true },
  warning: { path: "M8 1l7 7-7 7-7-7z", filled: true },
  ok: { path: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z", filled: true },
  unlimited: { path: "M1 8c0-4 4-4 7 0s7 4 7 0-4-4-7 0-7 4-7 0z", filled: false },
  notProvisioned: { path: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z", filled: false },
  unknown: { path: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z", filled: false, dashed: true },
};

/**
 * The mark of a state: its shape and, unless it stands there already, its word. What is fine by an old
 * reading is not green: nobody knows whether it still is.
 */
export function StateMark({
  state,
  bare = false,
  isOld = false,
}: {
  state: State;
  bare?: boolean;
  isOld?: boolean;
}) {
  const color = isOld && state === "ok" ? "text-unknown" : STATE_TEXT[state];
  return <Mark shape={STATE_SHAPES[state]} word={STATE_WORDS[state]} color={color} bare={bare} />;
}
