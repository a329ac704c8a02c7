import { useSyncExternalStore } from "react";

/** The present second in milliseconds, for texts that tell an age; one clock ticks for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, present);
}

/** Something that follows from the present second, for what need not be drawn anew until that changes. */
export function useOfNow<T extends string | number | boolean>(of: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => of(present()));
}

const listeners = new Set<() => void>();
let ticking: number | undefined;

function present(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= window.setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}
