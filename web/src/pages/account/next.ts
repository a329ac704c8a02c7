/** Where whoever has logged in goes: to the page that asked for it, if that is one of ours. */
export function nextPage(search: string, origin: string): string {
  const asked = new URLSearchParams(search).get("next");
  if (!asked?.startsWith("/")) return "/account";
  // The URL's own parser decides what an address means: it takes backslashes for slashes and drops tabs.
  const url = URL.canParse(asked, origin) ? new URL(asked, origin) : undefined;
  if (url?.origin !== origin || /^\/(login|register|api|auth)\b|^\/\//.test(url.pathname)) return "/account";
  return url.pathname + url.search + url.hash;
}
