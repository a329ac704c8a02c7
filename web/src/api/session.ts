import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "@/generated/api";
import { api } from "./client";
import { forgetAnswers } from "./conditional";
import { onThisClock } from "./onThisClock";
import { answered } from "./Refused";

type Session = components["schemas"]["SessionValidity"] & { endsAt: number | null };

/** Whether an org is connected in this browser, which one, and until when. */
export function useSession() {
  return useQuery({
    queryKey: ["session"],
    queryFn: async ({ signal }) => {
      const call = api.GET("/api/session/validate", { signal });
      const validity = await answered(call);
      const { response } = await call;
      return {
        ...validity,
        endsAt: onThisClock(validity.expiresAt, response.headers.get("date"), Date.now()),
      };
    },
  });
}

/** Ends the connection of this browser with the org. */
export function useDisconnect() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answered(api.DELETE("/api/session")),
    onSuccess() {
      forgetAnswers();
      // First of all nobody may ask for limits any more.
      queries.setQueryData<Session>(
        ["session"],
        (known) => known && { valid: false, demo: known.demo, endsAt: null },
      );
      queries.removeQueries({ queryKey: ["limits"] });
      return queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
}
