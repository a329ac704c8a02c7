import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";

/** The account's rules for an org. Whoever looks by a link has none. */
export function useRules(org: string, token: string | undefined) {
  return useQuery({
    queryKey: ["orgs", "", org, "rules"],
    queryFn: ({ signal }) =>
      answered(api.GET("/api/orgs/{org}/alerts", { params: { path: { org } }, signal })),
    enabled: token === undefined,
  });
}
