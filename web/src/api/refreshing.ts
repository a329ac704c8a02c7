import type { Middleware } from "openapi-fetch";
import { BASE } from "@/app/base";
import { timedFetch } from "./timedFetch";

/** Routes whose 401 speaks of the org's session or of a password, not of an access token that is over. */
const OTHERS = ["/api/limits", "/api/session", "/api/auth/refresh", "/api/auth/login", "/api/auth/logout"];

/**
 * How a route says that there is no access token: its cookie ends with it, so that nobody is known at all.
 */
const OVER = ["session_required", "ops_token_required"];

/**
 * An account's access token is good for a quarter of an hour. When it is over, a new one is fetched, once,
 * and the request made again. Tabs take turns, so that no refresh token is used twice.
 */
export const refreshing: Middleware = {
  onRequest({ request, id }) {
    sent.set(id, { repeat: request.method === "GET" ? request : request.clone(), tokens: generation() });
    return undefined;
  },
  async onResponse({ response, id, schemaPath }) {
    const first = sent.get(id);
    sent.delete(id);
    if (!first || response.status !== 401 || OTHERS.some((path) => schemaPath.startsWith(path)))
      return undefined;
    const problem = await response
      .clone()
      .json()
      .catch(() => null);
    if (!OVER.includes(problem?.code) || first.repeat.headers.has("authorization")) return undefined;
    const refused = await refresh(first.tokens);
    if (!refused) return timedFetch(first.repeat);
    // Only a refusal says that nobody is logged in. What may pass is told as what it is.
    return refused.status === 401 ? undefined : refused;
  },
  onError({ id }) {
    sent.delete(id);
  },
};

/**
 * Does what changes the tokens of this browser's account, one after the other in all tabs: an answer that
 * comes late must not put old tokens in the place of new ones.
 */
export async function inTurn<T>(change: () => Promise<T>): Promise<T> {
  return await navigator.locks.request("tokens", async () => {
    const outcome = await change();
    localStorage.setItem(GENERATION, crypto.randomUUID());
    return outcome;
  });
}

/** Names the tokens that this browser has, for all tabs. No time: clocks are set back, too. */
const GENERATION = "tokens";

type Sent = { repeat: Request; tokens: string | null };

const sent = new Map<string, Sent>();

function generation(): string | null {
  return localStorage.getItem(GENERATION);
}

/** Fetches new tokens, unless that has been done since; gives the answer if there are none. */
async function refresh(before: string | null): Promise<Response | undefined> {
  return navigator.locks.request("tokens", async () => {
    if (generation() !== before) return undefined;
    const request = new Request(`${location.origin}${BASE}/api/auth/refresh`, { method: "POST" });
    const response = await timedFetch(request);
    if (!response.ok) return response;
    localStorage.setItem(GENERATION, crypto.randomUUID());
    return undefined;
  });
}
