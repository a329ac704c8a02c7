import { amount } from "@/words/numbers";
import type { Limit } from "./words";

/** By how much something has grown: "+312", "−7 MB", "no change". */
export function grown(by: number, unit: Limit["unit"]): string {
  if (by === 0) return "no change";
  return by > 0 ? `+${amount(by, unit)}` : `\u2212${amount(-by, unit)}`;
}
