import { useDeferredValue, useMemo } from "react";
import { useOfNow } from "@/app/useNow";
import { type Fleet, type Standing, standingsOf } from "./fleet";

const MINUTE = 60_000;

/** The orgs as they stand in this minute, whether anything new is known of them or not. */
export function useStandings(fleet: Fleet): { standings: readonly Standing[]; now: number } {
  const minute = useOfNow((now) => Math.floor((now + fleet.skew) / MINUTE));
  // A thousand sentences take their time, and nobody waits for them.
  const now = useDeferredValue(minute) * MINUTE;
  return { standings: useMemo(() => standingsOf(fleet, now), [fleet, now]), now };
}
