import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import type { components } from "@/generated/api";
import { POLL } from "@/limits/polling";
import { bearer } from "../watched";

type OrgEvent = components["schemas"]["OrgEvent"];

/** What happened to an org, the newest first, and the moment from which on nothing is missing. */
export type Happened = { events: readonly OrgEvent[]; since: number };

/** A hundred events are answered at once; so many answers are enough to look at. */
const MOST_ANSWERS = 10;

/** What happened to an org since a moment, as far as a thousand events reach back. */
export function useHappened(org: string, token: string | undefined, key: string, from: number) {
  return useQuery({
    queryKey: ["orgs", token ?? "", org, "events since", key],
    queryFn: async ({ signal }): Promise<Happened> => {
      const events: OrgEvent[] = [];
      let before: string | undefined;
      for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
        const params = { path: { org }, query: before ? { before } : {} };
        const call = api.GET("/api/orgs/{org}/events", { ...bearer(token), params, signal });
        const { events: more, next } = await answered(call);
        events.push(...more);
        if (!next || Date.parse(more.at(-1)?.at ?? "") < from) return { events, since: 0 };
        before = next;
      }
      return { events, since: Date.parse(events.at(-1)?.at ?? "") };
    },
    staleTime: POLL,
    refetchInterval: POLL,
  });
}
