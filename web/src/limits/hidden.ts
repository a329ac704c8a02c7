import type { Limit } from "./words";

/** The limits that every org has, and that Salesforce leaves out where the user may not see them. */
const NEEDS_PERMISSION = { DataStorageMB: "data storage", FileStorageMB: "file storage" } as const;

/** What the connected user may not see, in words for the middle of a sentence; empty if there is nothing. */
export function hiddenLimits(limits: readonly Limit[]): string {
  const isShown = new Set(limits.map(({ name }) => name));
  const hidden = Object.entries(NEEDS_PERMISSION).filter(([name]) => limits.length > 0 && !isShown.has(name));
  return hidden.map(([, words]) => words).join(" and ");
}
