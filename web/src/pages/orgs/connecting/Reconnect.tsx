import { Button } from "@/kit/Button";
import { hostOf } from "@/limits/connecting";
import type { WatchedOrg } from "../watched";
import { AppForm } from "./AppForm";
import { AskTrouble } from "./AskTrouble";
import { useAdoption, useApproval } from "./asking";
import { knownDomain } from "./hosts";

/** Connecting an org again, in the way in which it was connected. Its history, rules and links stay. */
export function Reconnect({ watched, isLost }: { watched: WatchedOrg; isLost: boolean }) {
  const { method, org, ownApp } = watched;
  const approval = useApproval(`/orgs/${org.id}/connection`);
  const adoption = useAdoption();
  const asked = method === "clientCredentials" ? adoption : approval;
  const form = (
    <AppForm
      host={knownDomain(org.instanceUrl)}
      action="Connect again"
      isBusy={asked.isPending}
      error={asked.error}
      onSend={(credentials) => asked.mutate(credentials)}
    />
  );
  return (
    <section aria-labelledby="reconnect" className="grid justify-items-start gap-3">
      <h2 id="reconnect" className="font-semibold text-lg">
        Connect again
      </h2>
      <p>
        {method === "clientCredentials"
          ? "By the key and the secret of the org’s own app, which are needed again: they are never shown."
          : "Salesforce asks once more for approval, by the same or by another user of this org."}{" "}
        History, rules and links stay as they are.
      </p>
      {ownApp ? (
        <details open={isLost} className="w-full">
          <summary className="py-1 font-medium">Enter the app’s key and secret</summary>
          <div className="pt-2">{form}</div>
        </details>
      ) : (
        <>
          <Button
            look={isLost ? "primary" : "secondary"}
            busy={approval.isPending}
            onClick={() => approval.mutate({ host: hostOf(org) })}
          >
            Connect again at Salesforce
          </Button>
          <AskTrouble error={approval.error} />
        </>
      )}
    </section>
  );
}
