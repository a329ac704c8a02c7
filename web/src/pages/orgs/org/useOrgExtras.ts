import { useMemo } from "react";
import { useLocation } from "wouter";
import type { Extras } from "@/limits/extras";
import { addressesOf } from "./addresses";
import { LastDay } from "./LastDay";
import { OnCard } from "./OnCard";
import { TimeLeft } from "./TimeLeft";

const COLUMNS: Extras = {
  columns: [
    { head: "Time left", sort: "time", className: "min-w-36", Cell: TimeLeft },
    { head: "Last 24 hours", className: "hidden min-w-52 lg:table-cell", Cell: LastDay },
  ],
  sorts: [["time", "Time left"]],
  OnCard,
};

/**
 * What the list of a watched org has beyond a reading: the time left, the last day, and for who watches the
 * org a page of each limit, and keys for its threshold and for muting it.
 */
export function useOrgExtras(org: string, isOwn: boolean): Extras {
  const [, navigate] = useLocation();
  return useMemo(() => {
    if (!isOwn) return COLUMNS;
    const at = addressesOf(org);
    return {
      ...COLUMNS,
      hrefOf: at.limit,
      keys: {
        t: { words: "Change the threshold of the limit", act: (name) => navigate(at.threshold(name)) },
        m: { words: "Mute the limit", act: (name) => navigate(at.mute(name)) },
      },
    };
  }, [org, isOwn, navigate]);
}
