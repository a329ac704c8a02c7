import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { POLL } from "@/limits/polling";
import { aheadBy } from "./useAlerts";

/** The events of an org, the newest first; each page says where the next one begins. */
export function useEvents(org: string) {
  return useInfiniteQuery({
    queryKey: ["orgs", "", org, "events"],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam ? { before: pageParam } : {};
      const call = api.GET("/api/orgs/{org}/events", { params: { path: { org }, query }, signal });
      const page = await answered(call);
      return { ...page, ahead: aheadBy((await call).response) };
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: POLL,
  });
}
