import { useLocation } from "wouter";
import { type UrlState, useUrlState, writeUrl } from "@/app/useUrlState";
import { fleetSelectionOf } from "./selection";

/** Which orgs are selected, as the address says it, and the addresses of other selections. */
export function useFleetSelection() {
  const [path] = useLocation();
  const [url, change] = useUrlState();
  return {
    selection: fleetSelectionOf(url),
    change,
    hrefWith: (changes: UrlState) => path + writeUrl(location.search, changes),
  };
}
