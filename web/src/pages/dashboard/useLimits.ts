import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { useReading } from "@/limits/useReading";
import type { Report } from "@/limits/words";

/** The limits of the session's org. */
export function useLimits(enabled: boolean) {
  const queries = useQueryClient();
  return useReading(
    ["limits"],
    async (isFresh, signal) => {
      const query = { explain: true, ...(isFresh && { fresh: true }) };
      const report = await answered(api.GET("/api/limits", { params: { query }, signal }));
      // Reading prolongs the session, and another tab may have connected another org.
      if (queries.getQueryData(["limits"])) void queries.invalidateQueries({ queryKey: ["session"] });
      return report as Report;
    },
    enabled,
  );
}

/** The limits of the session's org as CSV. */
export function limitsCsv(): Promise<Blob> {
  const headers = { accept: "text/csv" };
  return answered(api.GET("/api/limits", { headers, parseAs: "blob" })) as Promise<Blob>;
}
