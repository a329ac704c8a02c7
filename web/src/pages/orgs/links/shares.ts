import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { forgetAccount, isLoggedOut } from "@/api/account";
import { api } from "@/api/client";
import { answered, Refused } from "@/api/Refused";
import type { components } from "@/generated/api";

/** A link, as its owner sees it. */
export type Share = components["schemas"]["ShareView"];
/** A link that has just been made, with its token. */
export type Shared = components["schemas"]["Shared"];
/** A link that is wanted. */
export type NewShare = components["schemas"]["NewShare"];

/** So many links an account may have at once. */
export const MOST = 100;

const SHARES = ["shares"];

/** The links of the account that are good, the newest first. */
export function useShares() {
  return useQuery({
    queryKey: SHARES,
    queryFn: ({ signal }) => answered(api.GET("/api/shares", { signal })),
    staleTime: 0,
  });
}

/** Makes a link. Its token is in this answer and nowhere else. */
export function useNewShare() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewShare) => answered(api.POST("/api/shares", { body: wanted })),
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: SHARES }),
    onError: (error) => isLoggedOut(error) && forgetAccount(queries),
  });
}

/** Revokes a link; one that is over already is as good. */
export function useRevoking(onRevoked: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (share: string) => {
      try {
        await answered(api.DELETE("/api/shares/{share}", { params: { path: { share } } }));
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 404) throw error;
      }
      await queries.invalidateQueries({ queryKey: SHARES });
    },
    onSuccess: onRevoked,
    onError: (error) => isLoggedOut(error) && forgetAccount(queries),
  });
}
