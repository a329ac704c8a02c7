import type { Middleware } from "openapi-fetch";
import { BASE } from "@/app/base";
import { timedFetch } from "./timedFetch";

/** Routes whose 401 speaks of the org's session, or of a password, and not of an access token that is over. */
const OTHERS = ["/api/limits", "/api/session", "/api/auth/refresh", "/api/auth/login"];

/**
 * An account's access token is good for a quarter of an hour. When it is over, a new one is fetched, once, and
 * the request made again. Tabs take turns (Web Locks), so that no refresh token is used twice.
 */
export const refreshing: Middleware = {
  onRequest({ request, id }) {
    if (request.method !== "GET") repeats.set(id, request.clone());
    return undefined;
  },
  async onResponse({ request, response, id, schemaPath }) {
    const repeat = repeats.get(id) ?? request;
    repeats.delete(id);
    if (response.status !== 401 || OTHERS.some((path) => schemaPath.startsWith(path))) return undefined;
    const problem = await response
      .clone()
      .json()
      .catch(() => null);
    if (problem?.code !== "session_required" || repeat.headers.has("authorization")) return undefined;
    if (!(await refreshed())) return undefined;
    return timedFetch(repeat.clone());
  },
  onError({ id }) {
    repeats.delete(id);
  },
};

const repeats = new Map<string, Request>();

/** Fetches new tokens, unless another tab has just done so. */
async function refreshed(): Promise<boolean> {
  const asked = Date.now();
  return navigator.locks.request("refresh", async () => {
    if (Number(localStorage.getItem("refreshedAt")) > asked) return true;
    const request = new Request(`${location.origin}${BASE}/api/auth/refresh`, { method: "POST" });
    const response = await timedFetch(request);
    if (response.ok) localStorage.setItem("refreshedAt", String(Date.now()));
    return response.ok;
  });
}
