import { QueryClient } from "@tanstack/react-query";
import { Refused } from "@/api/Refused";

/** All that has been asked of the API; one second attempt for what may pass by itself. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 1 && error instanceof Refused && error.isPassing,
      retryDelay: 1000,
      staleTime: 30_000,
      // Offline the first attempt is made all the same: it fails at once, and the page says so.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
