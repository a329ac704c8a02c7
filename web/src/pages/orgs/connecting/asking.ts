import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { forgetAccount, isLoggedOut } from "@/api/account";
import { api } from "@/api/client";
import { answered, Refused } from "@/api/Refused";
import type { components } from "@/generated/api";
import { ORGS } from "./cache";
import { keepWayBack } from "./wayBack";

type WatchedOrgs = components["schemas"]["WatchedOrgs"];

/** By what an org is found, and the key and secret of its own app if it is connected by one. */
export type Credentials = { host: string; clientId?: string; clientSecret?: string };

/** Leads to Salesforce's approval; if that comes to nothing, `back` is where it was asked for. */
export function useApproval(back: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (wanted: Credentials) => {
      const answer = await answered(api.POST("/api/orgs", { body: { method: "refreshToken", ...wanted } }));
      if (!("authUrl" in answer)) throw new Refused("unreadable", "The answer could not be read.");
      return answer.authUrl;
    },
    onSuccess(authUrl) {
      keepWayBack(back);
      location.assign(authUrl);
    },
    onError: (error) => isLoggedOut(error) && forgetAccount(queries),
  });
}

/** Connects an org by its own app's credentials, and shows it. */
export function useAdoption() {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: async (wanted: Credentials) => {
      const answer = await answered(
        api.POST("/api/orgs", { body: { method: "clientCredentials", ...wanted } }),
      );
      if (!("org" in answer)) throw new Refused("unreadable", "The answer could not be read.");
      return answer;
    },
    // The secret is no part of what is kept of a request that is over.
    gcTime: 0,
    onSuccess(watched) {
      const others = (known: WatchedOrgs) => known.orgs.filter(({ org }) => org.id !== watched.org.id);
      queries.setQueryData<WatchedOrgs>(ORGS, (known) => known && { orgs: [...others(known), watched] });
      void queries.invalidateQueries({ queryKey: ORGS });
      navigate(`/orgs/${watched.org.id}`);
    },
    onError: (error) => isLoggedOut(error) && forgetAccount(queries),
  });
}
