import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { type Backtested, canBeTried, triedRules } from "./backtest";
import type { Kind, Rule } from "./settings";

/** Who types does so faster than this. */
const PAUSE = 500;

/**
 * When rules would have fired: as they are, and as they would be. An answer belongs to the very rules that
 * were tried, so that a late one never stands for newer rules.
 */
export function useBacktest(
  org: string,
  kind: Kind,
  rules: readonly Rule[] | undefined,
  now: readonly Rule[],
) {
  const wanted = rules && JSON.stringify(triedRules(rules, kind));
  const settled = useSettled(wanted);
  const after = useTried(org, canBeTried(kind) ? settled : undefined);
  const before = useTried(org, canBeTried(kind) ? JSON.stringify(triedRules(now, kind)) : undefined);
  return { after, before, isSettled: wanted === settled };
}

function useTried(org: string, rules: string | undefined) {
  return useQuery({
    queryKey: ["backtest", org, rules],
    queryFn: ({ signal }): Promise<Backtested> =>
      answered(
        api.POST("/api/orgs/{org}/alerts/backtest", {
          params: { path: { org } },
          body: { rules: JSON.parse(rules ?? "[]") },
          signal,
        }),
      ),
    enabled: rules !== undefined,
    // A new reading every five minutes changes next to nothing of 30 days.
    staleTime: 5 * 60_000,
  });
}

/** A value that has stood still for a moment; the first one counts at once. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const pause = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(pause);
  }, [value]);
  return settled;
}
