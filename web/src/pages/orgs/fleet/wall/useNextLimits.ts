import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { POLL } from "@/limits/polling";
import type { Report } from "@/limits/words";
import { bearer } from "../../watched";
import { nextOf } from "./nextLimits";

/**
 * The limits of an org that come after its most urgent one. They are fetched a turn before they are shown,
 * and forgotten soon after: a screen that stays on for weeks keeps no more than a round of them.
 */
export function useNextLimits(org: string, following: string | undefined, token: string | undefined) {
  const queries = useQueryClient();
  useEffect(() => {
    if (following) void queries.prefetchQuery(limitsOf(following, token));
  }, [queries, following, token]);
  return useQuery(limitsOf(org, token)).data;
}

function limitsOf(org: string, token: string | undefined) {
  return {
    queryKey: ["orgs", token ?? "", org, "next"],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const call = api.GET("/api/orgs/{org}/limits", { ...bearer(token), params: { path: { org } }, signal });
      return nextOf((await answered(call)) as Report);
    },
    staleTime: POLL,
    gcTime: POLL,
  };
}
