import { useQuery } from "@tanstack/react-query";
import type { components } from "@/generated/api";
import { api } from "./client";
import { answered, Refused } from "./Refused";

/** A person's account. */
export type Account = components["schemas"]["Account"];

/** The account that is logged in in this browser, or null. */
export function useAccount() {
  return useQuery({
    queryKey: ["account"],
    queryFn: async ({ signal }): Promise<Account | null> => {
      try {
        return await answered(api.GET("/api/auth/me", { signal }));
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return null;
        throw error;
      }
    },
    // Pages ask again after a login; nothing else changes it.
    staleTime: Number.POSITIVE_INFINITY,
  });
}
