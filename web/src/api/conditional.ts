import type { Middleware } from "openapi-fetch";

/**
 * Asks only for what has changed. Answers of the API are `no-store`, so the browser keeps none; the page
 * keeps the last one of each address in memory and sends its ETag, and a 304 stands for what is kept.
 */
export const conditional: Middleware = {
  onRequest({ request }) {
    const known = request.method === "GET" ? kept.get(keyOf(request)) : undefined;
    if (known) request.headers.set("if-none-match", known.etag);
    return request;
  },
  async onResponse({ request, response }) {
    if (request.method !== "GET") return undefined;
    const key = keyOf(request);
    if (response.status === 304) {
      const known = kept.get(key);
      if (!known) return undefined;
      const headers = new Headers(known.headers);
      // The server's clock has gone on, and ages are counted from it (RFC 9111, 3.2).
      headers.set("date", response.headers.get("date") ?? "");
      return new Response(known.body, { headers });
    }
    const etag = response.headers.get("etag");
    if (!response.ok || !etag) {
      kept.delete(key);
      return undefined;
    }
    // The oldest makes way, so that a page that stays open for days does not grow.
    const oldest = kept.size >= MOST ? kept.keys().next().value : undefined;
    if (oldest) kept.delete(oldest);
    kept.set(key, { etag, body: await response.clone().text(), headers: [...response.headers] });
    return undefined;
  },
};

/** Forgets all answers: when a session ends, nothing of it stays. */
export function forgetAnswers(): void {
  kept.clear();
}

type Kept = { etag: string; body: string; headers: [string, string][] };

const MOST = 50;

const kept = new Map<string, Kept>();

// Asking again for fresh values is asking for the same thing; asking for CSV, or by a link's token, is not.
function keyOf({ url: address, headers }: Request): string {
  const url = new URL(address);
  url.searchParams.delete("fresh");
  return [url.href, headers.get("accept"), headers.get("authorization")].join(" ");
}
