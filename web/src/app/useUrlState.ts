import { useCallback } from "react";
import { useLocation, useSearch } from "wouter";

/** What the address bar says of a page: texts by name. */
export type UrlState = Readonly<Record<string, string | undefined>>;

/** What the address says, without what is empty. */
export function readUrl(search: string): UrlState {
  return Object.fromEntries([...new URLSearchParams(search)].filter(([, value]) => value !== ""));
}

/** An address's query after some changes; what becomes undefined or empty leaves it. */
export function writeUrl(search: string, changes: UrlState): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** All that can be chosen on a page stands in the address: it can be sent, kept, and gone back to. */
export function useUrlState(): [UrlState, (changes: UrlState) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const change = useCallback(
    (changes: UrlState) => navigate(path + writeUrl(location.search, changes), { replace: true }),
    [navigate, path],
  );
  return [readUrl(search), change];
}
