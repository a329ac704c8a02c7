import { useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { answered } from "@/api/Refused";
import { POLL } from "@/limits/polling";
import type { Alerts, Settings } from "./settings";

/** The alerts of an org, and by how much the server's clock is ahead of this device's, in milliseconds. */
export type Known = { alerts: Alerts; ahead: number };

/** Under which name the alerts of an org are kept. */
export function alertsKey(org: string): readonly string[] {
  return ["orgs", "", org, "alerts"];
}

/** The alerts of an org; `every` so many milliseconds while something is waited for. */
export function useAlerts(org: string, every: number = POLL) {
  return useQuery({
    queryKey: alertsKey(org),
    queryFn: ({ signal }) => readAlerts(org, signal),
    refetchInterval: every,
  });
}

/** The alerts as they are now. */
export async function readAlerts(org: string, signal?: AbortSignal): Promise<Known> {
  const call = api.GET("/api/orgs/{org}/alerts", {
    params: { path: { org } },
    ...(signal ? { signal } : {}),
  });
  const alerts = await answered(call);
  return { alerts, ahead: aheadBy((await call).response) };
}

/** Replaces the settings that have this revision. */
export async function putAlerts(org: string, settings: Settings, revision: number): Promise<Known> {
  const body = { ...settings, revision };
  const call = api.PUT("/api/orgs/{org}/alerts", { params: { path: { org } }, body });
  const alerts = await answered(call);
  return { alerts, ahead: aheadBy((await call).response) };
}

/**
 * By how much the server's clock is ahead, by the header `Date` (RFC 9110, 6.6.1). An answer that was kept
 * carries its old time, so that the most that was seen is the truth.
 */
export function aheadBy(response: Response): number {
  const sent = Date.parse(response.headers.get("date") ?? "");
  if (!Number.isNaN(sent)) most = Math.max(most, sent - Date.now());
  return most === Number.NEGATIVE_INFINITY ? 0 : most;
}

let most = Number.NEGATIVE_INFINITY;
