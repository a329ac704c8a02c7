import { STATE_TEXT, STATE_WORDS, type State } from "@/words/states";

/** A shape for each state, so that none is told by its colour alone (WCAG 1.4.1). */
export const STATE_SHAPES: Record<State, { path: string; filled: boolean; dashed?: boolean }> = {
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
  const { path, filled, dashed } = STATE_SHAPES[state];
  const color = isOld && state === "ok" ? "text-unknown" : STATE_TEXT[state];
  // Where all is well only the mark is coloured, so that what is not stands out.
  const word = color === "text-ok" ? "text-text" : color;
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium ${word}`}>
      <svg viewBox="0 0 16 16" className={`size-3.5 shrink-0 ${color}`} aria-hidden="true" focusable="false">
        <path
          d={path}
          fill={filled ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={dashed ? "3 2" : undefined}
        />
      </svg>
      {bare ? <span className="sr-only">{STATE_WORDS[state]}</span> : STATE_WORDS[state]}
    </span>
  );
}
