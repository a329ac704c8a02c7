import { useEffect, useState } from "react";

/** After so long without a movement or a key nobody is there. */
const PATIENCE = 3_000;

/** Whether nobody moves the pointer or presses a key. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    let waiting = 0;
    const wake = () => {
      setIdle(false);
      clearTimeout(waiting);
      waiting = window.setTimeout(() => setIdle(true), PATIENCE);
    };
    wake();
    const signs = ["pointermove", "pointerdown", "keydown"] as const;
    for (const sign of signs) document.addEventListener(sign, wake);
    return () => {
      clearTimeout(waiting);
      for (const sign of signs) document.removeEventListener(sign, wake);
    };
  }, []);
  return isIdle;
}
