import { useSyncExternalStore } from "react";

/**
 * The token of a mailed link stands behind the `#`. It leaves the address bar, and with it the history, when
 * this file is loaded, which is before anything else; it is kept in memory alone. Another link that is pasted
 * into the address bar of the same page comes the same way.
 */
let token: string | null = null;

/** The token that the last link brought; null if there was none, as after a reload. */
export function useMailedToken(): string | null {
  return useSyncExternalStore(subscribe, () => token);
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function take(): void {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (found === null) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  token = found;
  for (const listener of listeners) listener();
}

take();
addEventListener("hashchange", take);
