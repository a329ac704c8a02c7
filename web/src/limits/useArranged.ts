import { useState } from "react";
import { type Arranged, arranged, isSame, kept, type Selection } from "./selection";
import type { Limit } from "./words";

/**
 * The arrangement that is shown. While something is held, values change in place and nothing moves, except by
 * another selection, which somebody has just asked for.
 */
export function useArranged(
  limits: readonly Limit[],
  selection: Selection,
  pinned: readonly string[],
  isHeld: boolean,
) {
  const asked = JSON.stringify(selection);
  const wanted = arranged(limits, selection, pinned);
  const [last, setLast] = useState({ asked, shown: wanted });
  const isFrozen = isHeld && last.asked === asked;
  const shown = isFrozen ? kept(last.shown, wanted, new Set(limits.map(({ name }) => name))) : wanted;
  // React draws anew at once, before anything is seen.
  if (last.asked !== asked || !isSame(last.shown, shown)) setLast({ asked, shown });
  return {
    shown: isSame(last.shown, shown) ? last.shown : shown,
    isOutdated: !isSame(shown, wanted),
    apply: () => setLast({ asked, shown: wanted as Arranged }),
  };
}
