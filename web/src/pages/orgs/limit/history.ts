import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { bearer } from "../watched";
import { type History, knownOf } from "./known";
import { type Span, written } from "./ranges";

/** Which limit, or which app's part of it; and who asks. */
export type Series = { org: string; token: string | undefined; name: string; app: string | undefined };

/** The most values that the API gives. */
const MOST = 10_000;

/**
 * What a limit was in a time, anew with each reading if the time reaches up to now. What was shown before
 * stays until the other is there.
 */
export function useHistory(series: Series, span: Span, readAt: string | null, now: () => number) {
  const isLive = span.to === undefined;
  return useQuery({
    queryKey: [...keyOf(series), span.range, span.to ?? readAt],
    queryFn: ({ signal }) => {
      const end = span.to ?? now();
      const to = isLive ? undefined : written(end);
      return askHistory(series, written(end - span.length), to, signal);
    },
    placeholderData: keepPreviousData,
    // The past stays what it was.
    staleTime: Number.POSITIVE_INFINITY,
    // Ten thousand values are not worth being compared one by one.
    structuralSharing: false,
  });
}

/** What a limit was between two moments, if it is wanted. */
export function useCourse(series: Series, what: string, from: number, to: number, isWanted: boolean) {
  return useQuery({
    queryKey: [...keyOf(series), what, written(from), written(to)],
    queryFn: ({ signal }) => askHistory(series, written(from), written(to), signal),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
}

/** What is shown, as CSV. */
export function historyCsv(series: Series, { from, to }: History): Promise<Blob> {
  const headers = { accept: "text/csv", ...bearer(series.token).headers };
  const call = api.GET("/api/orgs/{org}/limits/{name}/history", {
    headers,
    params: paramsOf(series, from, to),
    parseAs: "blob",
  });
  return answered(call) as Promise<Blob>;
}

async function askHistory(series: Series, from: string, to: string | undefined, signal: AbortSignal) {
  const params = paramsOf(series, from, to);
  const call = api.GET("/api/orgs/{org}/limits/{name}/history", { ...bearer(series.token), params, signal });
  return knownOf((await answered(call)) as History);
}

function paramsOf({ org, name, app }: Series, from: string, to: string | undefined) {
  const query = { from, points: MOST, ...(to && { to }), ...(app && { app }) };
  return { path: { org, name }, query };
}

function keyOf({ org, token, name, app }: Series): string[] {
  return ["orgs", token ?? "", org, "history", name, app ?? ""];
}
