import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { skewOf } from "@/api/skew";
import { isEnded } from "@/limits/polling";
import { bearer } from "../watched";
import { type Asks, dueAt } from "./asking";
import type { Fleet, FleetAnswer } from "./fleet";

/** The orgs that the account watches, or that a link shows; asked for every five minutes while seen. */
export function useFleet(token: string | undefined, enabled = true) {
  const query = useQuery({
    queryKey: ["orgs", token ?? "", "fleet"],
    queryFn: async ({ signal }): Promise<Fleet> => {
      const call = api.GET("/api/orgs", { ...bearer(token), params: { query: { brief: true } }, signal });
      const { orgs, share }: FleetAnswer = await answered(call);
      const { response } = await call;
      const skew = skewOf(response.headers.get("date"), Date.now());
      return { orgs, skew, until: share?.expiresAt };
    },
    enabled,
    // An org may just have been added or removed on another page.
    staleTime: 0,
    refetchInterval: ({ state }) => !isEnded(state.error) && Math.max(1000, dueAt(state) - Date.now()),
    refetchOnReconnect: "always",
  });
  return {
    fleet: query.data,
    error: query.error,
    isAsking: query.isFetching,
    askedAt: query.dataUpdatedAt,
    nextAt: dueAt(query satisfies Asks),
    refresh: () => void query.refetch(),
  };
}

/** What there is to be shown of all orgs. */
export type AskedFleet = ReturnType<typeof useFleet>;
