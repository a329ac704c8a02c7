import type { Limit } from "@/limits/words";

/** Over which time a limit is counted, in a few words; empty where nothing is to be said of it. */
export const WINDOW_SHORT: Record<Limit["window"], string> = {
  rolling24h: "Counted over the last 24 hours.",
  hourly: "Counted by the hour.",
  daily: "Counted by the day.",
  monthly: "Counted by the month.",
  concurrent: "Counted at this moment.",
  stock: "",
  unknown: "",
};
