import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import type { components } from "@/generated/api";
import { POLL } from "@/limits/polling";
import { useReading } from "@/limits/useReading";
import type { Report } from "@/limits/words";

/** An org that somebody watches. */
export type WatchedOrg = components["schemas"]["WatchedOrg"];

/** What a request says of who asks: the token of a link, or nothing, because the cookie does. */
function bearer(token: string | undefined) {
  return token ? { headers: { authorization: `Bearer ${token}` } } : {};
}

/** The orgs that the account watches, or that a link shows. */
export function useWatchedOrgs(token: string | undefined, enabled = true) {
  return useQuery({
    queryKey: ["orgs", token ?? ""],
    queryFn: ({ signal }) => answered(api.GET("/api/orgs", { ...bearer(token), signal })),
    enabled,
    refetchInterval: POLL,
  });
}

/** The last reading of a watched org. */
export function useWatchedLimits(org: string, token: string | undefined) {
  const read = async (_: boolean, signal: AbortSignal) => {
    const params = { path: { org }, query: { explain: true } };
    const report = await answered(api.GET("/api/orgs/{org}/limits", { ...bearer(token), params, signal }));
    return report as Report;
  };
  return useReading(["orgs", token ?? "", org, "limits"], read, true);
}

/** The same as CSV. */
export function watchedCsv(org: string, token: string | undefined): Promise<Blob> {
  const headers = { accept: "text/csv", ...bearer(token).headers };
  const params = { path: { org } };
  return answered(api.GET("/api/orgs/{org}/limits", { headers, params, parseAs: "blob" })) as Promise<Blob>;
}
