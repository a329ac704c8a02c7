import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { skewOf } from "@/api/skew";
import type { components } from "@/generated/api";
import { POLL } from "@/limits/polling";
import { useReading } from "@/limits/useReading";
import type { Report } from "@/limits/words";

/** An org that somebody watches. */
export type WatchedOrg = components["schemas"]["WatchedOrg"];

const HOUR = 3_600_000;

/** As many values of a course as a chart can show apart. */
const POINTS = 600;

/** What a request says of who asks: the token of a link, or nothing, because the cookie does. */
export function bearer(token: string | undefined) {
  return token ? { headers: { authorization: `Bearer ${token}` } } : {};
}

/** The orgs that the account watches, or that a link shows. */
export function useWatchedOrgs(token: string | undefined, enabled = true) {
  return useQuery({
    queryKey: ["orgs", token ?? ""],
    queryFn: async ({ signal }) => {
      const call = api.GET("/api/orgs", { ...bearer(token), signal });
      const { orgs } = await answered(call);
      return { orgs, skew: skewOf((await call).response.headers.get("date"), Date.now()) };
    },
    enabled,
    refetchInterval: POLL,
  });
}

/** The last reading of a watched org, with the course of its last 24 hours. */
export function useWatchedLimits(org: string, token: string | undefined) {
  const queries = useQueryClient();
  const key = ["orgs", token ?? ""];
  const read = async (_: boolean, signal: AbortSignal) => {
    const params = { path: { org }, query: { explain: true, sparklines: true } };
    const report = await answered(api.GET("/api/orgs/{org}/limits", { ...bearer(token), params, signal }));
    // Whether the org is lost or paused stands in the list, which has to be of the same moment.
    if (queries.getQueryData([...key, org, "limits"])) {
      void queries.invalidateQueries({ queryKey: key, exact: true });
    }
    return report as Report;
  };
  return useReading([...key, org, "limits"], read, true, true);
}

/** The course of one limit up to its last reading, from about a moment of the server's clock on. */
export function useHistory(
  org: string,
  token: string | undefined,
  name: string,
  from: number,
  readAt: string,
) {
  // To the hour, so that time that goes by is no other question; each reading is one.
  const begin = new Date(Math.floor(from / HOUR) * HOUR).toISOString();
  return useQuery({
    queryKey: ["orgs", token ?? "", org, "history", name, begin, readAt],
    queryFn: async ({ signal }) => {
      const params = { path: { org, name }, query: { from: begin, points: POINTS } };
      const call = api.GET("/api/orgs/{org}/limits/{name}/history", { ...bearer(token), params, signal });
      const { at, used, max } = (await answered(call)) as components["schemas"]["History"];
      return { at: at.map((second) => second * 1000), used, max };
    },
    // What is shown stays while the same is asked for anew; another limit's course would be a lie.
    placeholderData: (before, query) => (query?.queryKey.includes(name) ? before : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What happened to an org, the newest first. */
export function useEvents(org: string, readAt: string) {
  return useQuery({
    queryKey: ["orgs", "", org, "events", readAt],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/orgs/{org}/events", { params: { path: { org } }, signal })),
    placeholderData: (before, query) => (query?.queryKey.includes(org) ? before : undefined),
  });
}

/** The same as CSV. */
export function watchedCsv(org: string, token: string | undefined): Promise<Blob> {
  const headers = { accept: "text/csv", ...bearer(token).headers };
  const params = { path: { org } };
  return answered(api.GET("/api/orgs/{org}/limits", { headers, params, parseAs: "blob" })) as Promise<Blob>;
}
