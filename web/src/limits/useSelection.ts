import { useLocation } from "wouter";
import { type UrlState, useUrlState, writeUrl } from "@/app/useUrlState";
import { selectionOf } from "./selection";

/** What is selected, as the address says it, and the addresses of other selections. */
export function useSelection() {
  const [path] = useLocation();
  const [url, change] = useUrlState();
  return {
    selection: selectionOf(url),
    opened: url.limit,
    change,
    hrefWith: (changes: UrlState) => path + writeUrl(location.search, changes),
  };
}
