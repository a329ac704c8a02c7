import { useSyncExternalStore } from "react";
import { showZone, type Zone } from "@/words/times";

/** What can be preferred on this device, with what holds until somebody chooses. */
const DEFAULTS = { zone: "browser", shortcuts: "on", view: "", pinned: "" } as const;

type Name = keyof typeof DEFAULTS;

/** What is preferred. */
export function preference(name: Name): string {
  return localStorage.getItem(name) ?? DEFAULTS[name];
}

/** Prefers something from now on; everything that shows it is drawn anew. */
export function setPreference(name: Name, value: string): void {
  localStorage.setItem(name, value);
  if (name === "zone") showZone(value as Zone);
  for (const listener of listeners) listener();
}

/** What is preferred, for a component that follows it. */
export function usePreference(name: Name): string {
  return useSyncExternalStore(subscribe, () => preference(name));
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
