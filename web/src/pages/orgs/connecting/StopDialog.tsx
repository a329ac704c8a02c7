import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { forgetAccount, isLoggedOut } from "@/api/account";
import { api } from "@/api/client";
import { answered, Refused } from "@/api/Refused";
import type { components } from "@/generated/api";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Trouble } from "@/kit/Trouble";
import { ORGS } from "./cache";
import type { News } from "./RemovedNews";

type WatchedOrgs = components["schemas"]["WatchedOrgs"];

/** Asks once more, because what is erased does not come back. */
export function StopDialog({ org, onClose }: { org: components["schemas"]["Org"]; onClose: () => void }) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const stop = useMutation({
    mutationFn: () => endWatching(org.id),
    onSuccess() {
      // What was asked of watched orgs, and of their links, is over; the list is still shown by this page.
      const isOver = ([area, , more]: QueryKey) =>
        area === "shares" || (area === "orgs" && more !== undefined);
      queries.removeQueries({ predicate: ({ queryKey }) => isOver(queryKey) });
      // Away from here before the list changes: this page would say that the org is not watched.
      navigate("/orgs", { state: { news: `${org.name} is not watched any more.` } satisfies News });
      queries.setQueryData<WatchedOrgs>(
        ORGS,
        (known) => known && { orgs: known.orgs.filter((each) => each.org.id !== org.id) },
      );
      void queries.invalidateQueries({ queryKey: ORGS });
    },
    onError: (error) => isLoggedOut(error) && forgetAccount(queries),
  });
  return (
    <Dialog title={`Stop watching ${org.name}?`} onClose={onClose}>
      <ul className="grid list-disc gap-1 pl-5">
        <li>The connection is revoked at Salesforce at once.</li>
        <li>Your rules, channels and links for this org are erased.</li>
        <li>
          If nobody else watches it, its history of up to 13 months and its events are erased within minutes.
        </li>
      </ul>
      <p>None of it comes back. What you want to keep, download first: each limit has its readings as CSV.</p>
      {stop.error && <Trouble error={stop.error} />}
      <p className="flex flex-wrap gap-3">
        <Button look="danger" busy={stop.isPending} onClick={() => stop.mutate()}>
          Stop watching and erase
        </Button>
        <Button onClick={onClose}>Keep watching</Button>
      </p>
    </Dialog>
  );
}

/** Ends the watching of an org; one that is not watched any more is as good. */
async function endWatching(org: string): Promise<void> {
  try {
    await answered(api.DELETE("/api/orgs/{org}", { params: { path: { org } } }));
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
  }
}
