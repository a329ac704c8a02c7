import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "@/generated/api";
import { api } from "./client";
import { forgetAnswers } from "./conditional";
import { answered } from "./Refused";

type SessionValidity = components["schemas"]["SessionValidity"];

/** Whether an org is connected in this browser, which one, and until when. */
export function useSession() {
  return useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => answered(api.GET("/api/session/validate", { signal })),
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
      queries.setQueryData<SessionValidity>(
        ["session"],
        (known) => known && { valid: false, demo: known.demo },
      );
      queries.removeQueries({ queryKey: ["limits"] });
      return queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
}
