const TOKEN = /^fm_share_[A-Za-z0-9_-]+$/;
const KEY = "share";

/**
 * The token of a link stands behind the `#`, which no server sees. It leaves the address bar at once, so that
 * nobody reads it over a shoulder or from the history; this tab keeps it, for a reload.
 */
export function takeShareToken(): string | undefined {
  const token = tokenIn(location.hash);
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  if (token) sessionStorage.setItem(KEY, token);
  return token ?? sessionStorage.getItem(KEY) ?? undefined;
}

/** The token in a fragment, if there is one. */
export function tokenIn(hash: string): string | undefined {
  const text = hash.replace(/^#/, "");
  return TOKEN.test(text) ? text : undefined;
}
