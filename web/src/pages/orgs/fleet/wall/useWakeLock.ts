import { useEffect } from "react";

/** Keeps the screen on while it is looked at, where the browser allows that; elsewhere nothing is lost. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const ask = async () => {
      if (document.hidden || !("wakeLock" in navigator)) return;
      const granted = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (isOver) await granted?.release();
      else lock = granted;
    };
    void ask();
    // The browser takes it back whenever the page is hidden.
    document.addEventListener("visibilitychange", ask);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", ask);
      lock?.release().catch(() => undefined);
    };
  }, []);
}
