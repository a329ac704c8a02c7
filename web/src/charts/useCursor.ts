import { bisectCenter } from "d3-array";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { between } from "./course";
import type { Drawing } from "./drawing";
import type { Subject } from "./subject";

const DAY = 86_400_000;

/**
 * The reading that is looked at, by its position, and what moves it; null if none is. `handlers` are to be
 * spread on what has the focus. New data leave it at its time.
 */
export function useCursor({ course, from, to }: Subject, { plot, width: drawn }: Drawing) {
  const [at, setAt] = useState<number | null>(null);
  const [first, end] = between(course, from, to);
  const last = end - 1;
  const nearest = (moment: number) => Math.max(first, Math.min(bisectCenter(course.at, moment), last));
  const position = at === null || last < first ? null : nearest(at);
  const goTo = (next: number) => setAt(course.at[Math.max(first, Math.min(next, last))] ?? null);
  const goBy = (days: number) => {
    const here = course.at[position ?? last] ?? to;
    goTo(nearest(here + days * DAY));
  };
  const moves: Record<string, () => void> = {
    ArrowLeft: () => goTo((position ?? last) - 1),
    ArrowDown: () => goTo((position ?? last) - 1),
    ArrowRight: () => goTo((position ?? last) + 1),
    ArrowUp: () => goTo((position ?? last) + 1),
    PageDown: () => goBy(-1),
    PageUp: () => goBy(1),
    Home: () => goTo(first),
    End: () => goTo(last),
  };
  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    // The drawing is as wide as its place but for a moment while that changes.
    const x = ((event.clientX - left) / width) * drawn;
    const share = (x - plot.left) / (plot.right - plot.left);
    goTo(nearest(from + share * (to - from)));
  };
  const handlers = {
    onKeyDown(event: KeyboardEvent) {
      const move = moves[event.key];
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      move();
    },
    onFocus: () => goTo(position ?? last),
    onBlur: () => setAt(null),
    // A finger that taps does not move.
    onPointerDown: point,
    onPointerMove: point,
    onPointerLeave(event: PointerEvent<HTMLElement>) {
      // A finger that is lifted leaves, too; what it has found stays until the next touch.
      if (event.pointerType === "mouse" && document.activeElement !== event.currentTarget) setAt(null);
    },
  };
  return { position, first, last, handlers };
}
