import { useQuery, useQueryClient } from "@tanstack/react-query";
import { isEnded, nextAt, POLL, waitFrom } from "./polling";
import { extended, type Reading } from "./reading";
import type { Report } from "./words";

/** Gets a report; `isFresh` asks for a newer one than may be kept. */
export type Read = (isFresh: boolean, signal: AbortSignal) => Promise<Report>;

/**
 * The last reading of an org, and a new one every five minutes: not while the page is hidden, and at once
 * when it comes back too late, or the network does. An org that is read by the collector is followed: the
 * page asks when the next reading is due.
 */
export function useReading(queryKey: readonly string[], read: Read, enabled: boolean, isFollowing = false) {
  const queries = useQueryClient();
  const ask =
    (isFresh: boolean) =>
    async ({ signal }: { signal: AbortSignal }): Promise<Reading> => {
      const report = await read(isFresh, signal);
      return extended(queries.getQueryData<Reading>(queryKey), report, Date.now());
    };
  const query = useQuery({
    queryKey,
    queryFn: ask(false),
    enabled,
    staleTime: POLL,
    // What the limits have done since the page was opened is known nowhere else.
    gcTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => !isEnded(state.error) && waitFrom(Date.now(), { ...state, isFollowing }),
    refetchOnWindowFocus: ({ state }) => (state.error ? "always" : true),
    refetchOnReconnect: "always",
  });
  return {
    reading: query.data,
    error: query.error,
    isAsking: query.isFetching,
    nextAt: nextAt({ ...query, isFollowing }),
    refresh: () => {
      // A refusal stands in the query's state, where everybody looks for it. It is told at once: a second
      // attempt would be made by the observer's function, which takes a kept reading for an answer.
      queries.fetchQuery({ queryKey, queryFn: ask(true), staleTime: 0, retry: false }).catch(() => undefined);
    },
  };
}

/** What there is to be shown of an org. */
export type Asked = ReturnType<typeof useReading>;
