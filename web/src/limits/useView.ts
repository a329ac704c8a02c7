import { setPreference, usePreference } from "@/app/preferences";
import { useMedia } from "./useMedia";

/** How the limits are laid out. */
export type View = "table" | "cards";

/** The layout chosen on this device; until somebody has, cards where a table would not fit. */
export function useView(): [View, (view: View) => void] {
  const chosen = usePreference("view");
  const isNarrow = useMedia("(width < 48rem)");
  const view = chosen === "table" || chosen === "cards" ? chosen : isNarrow ? "cards" : "table";
  return [view, (next) => setPreference("view", next)];
}
