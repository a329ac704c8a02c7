import { useState } from "react";
import { type Arranged, isSame, kept } from "@/limits/selection";
import type { Standing } from "./fleet";
import { type FleetSelection, selected } from "./selection";

/**
 * The order that is shown, as ids. While something is held, what is said changes in place and nothing moves,
 * except by another selection, which somebody has just asked for.
 */
export function useOrder(standings: readonly Standing[], selection: FleetSelection, isHeld: boolean) {
  const asked = JSON.stringify(selection);
  const wanted = orderOf(selected(standings, selection));
  const [last, setLast] = useState({ asked, shown: wanted });
  const isFrozen = isHeld && last.asked === asked;
  const shown = isFrozen ? kept(last.shown, wanted, new Set(orderOf(standings).others)) : wanted;
  // React draws anew at once, before anything is seen.
  if (last.asked !== asked || !isSame(last.shown, shown)) setLast({ asked, shown });
  return {
    ids: (isSame(last.shown, shown) ? last.shown : shown).others,
    isOutdated: !isSame(shown, wanted),
    apply: () => setLast({ asked, shown: wanted }),
  };
}

function orderOf(standings: readonly Standing[]): Arranged {
  return { pinned: [], others: standings.map(({ watched }) => watched.org.id) };
}
