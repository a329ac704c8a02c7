import { useLocation } from "wouter";
import { type UrlState, useUrlState, writeUrl } from "@/app/useUrlState";

/** What the address says, what changes it, and other addresses of the same page. */
export function useAddress() {
  const [path] = useLocation();
  const [url, change] = useUrlState();
  return { url, change, hrefWith: (changes: UrlState) => path + writeUrl(location.search, changes) };
}
