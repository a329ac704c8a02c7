import { type RefObject, useCallback, useEffect, useRef } from "react";
import type { Change } from "./alerting";

/** So long a message stays. */
const STAY = 10_000;

/** How long a message stays from when it can be seen, and where the focus goes before and after it. */
export function useToast(
  toast: RefObject<HTMLDivElement | null>,
  change: Change | undefined,
  onEnd: () => void,
) {
  const timer = useRef<number>(undefined);
  const before = useRef<Element>(null);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  const hold = useCallback(() => clearTimeout(timer.current), []);
  const leave = useCallback(() => {
    hold();
    const isInside = toast.current?.contains(document.activeElement);
    end.current();
    if (!isInside) return;
    const back = before.current?.isConnected ? before.current : document.querySelector("main");
    if (back instanceof HTMLElement) back.focus();
  }, [hold, toast]);
  const release = useCallback(() => {
    hold();
    timer.current = window.setTimeout(leave, STAY);
  }, [hold, leave]);
  useEffect(() => {
    if (!change) return;
    const focused = document.activeElement;
    const isInside = toast.current?.contains(focused);
    if (!isInside) before.current = focused;
    // The focus is lost where what was pressed is gone, and far away from here for who uses the keyboard.
    if (isInside || focused === document.body || focused?.matches(":focus-visible")) toast.current?.focus();
    else release();
    return hold;
  }, [change, toast, hold, release]);
  return { hold, release, leave };
}
