import { createContext, useContext, useLayoutEffect } from "react";

/** Keeps open what is being edited, whatever the address says; or no longer. */
export const HoldContext = createContext<(isHeld: boolean) => void>(() => undefined);

/**
 * As long as something is not saved, neither the tab closes nor the browser goes back without a question.
 * A way back has been gone when it is told, so it is gone forth again.
 */
export function useLeaveGuard(isDirty: boolean, ask: () => void): void {
  const hold = useContext(HoldContext);
  useLayoutEffect(() => {
    if (!isDirty) return;
    let isReturning = false;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const stay = () => {
      isReturning = !isReturning;
      if (!isReturning) return;
      history.forward();
      ask();
    };
    hold(true);
    window.addEventListener("beforeunload", warn);
    window.addEventListener("popstate", stay);
    return () => {
      hold(false);
      window.removeEventListener("beforeunload", warn);
      window.removeEventListener("popstate", stay);
    };
  }, [isDirty, ask, hold]);
}
