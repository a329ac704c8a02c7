import { createContext, use } from "react";
import type { Reading } from "@/limits/reading";

/** The reading that a list shows, for cells that tell more of it than its limit. */
export const DayContext = createContext<{ reading: Reading; connectedAt: string | null } | null>(null);

/** The reading, and since when the org is watched. */
export function useDay() {
  const day = use(DayContext);
  if (!day) throw new Error("only a watched org's list has a day");
  return day;
}
