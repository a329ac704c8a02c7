import { useEffect, useState } from "react";
import { turnFrom } from "./rotation";

/** So long each org is shown. */
const TURN = 15_000;

/** Whose turn it is; the next one's comes by itself unless it is paused. */
export function useRotation(ids: readonly string[]) {
  const [here, setHere] = useState(ids[0]);
  const [isPaused, setPaused] = useState(false);
  const shown = here !== undefined && ids.includes(here) ? here : ids[0];
  const next = turnFrom(ids, shown, 1);
  useEffect(() => {
    if (isPaused || next === shown) return;
    const turn = setTimeout(() => setHere(next), TURN);
    return () => clearTimeout(turn);
  }, [isPaused, shown, next]);
  return {
    shown,
    next,
    isPaused,
    pause: () => setPaused((before) => !before),
    turn: (step: 1 | -1) => setHere(turnFrom(ids, shown, step)),
  };
}
