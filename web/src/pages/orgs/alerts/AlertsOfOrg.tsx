import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAccount } from "@/api/account";
import type { components } from "@/generated/api";
import { Trouble } from "@/kit/Trouble";
import { useWatchedLimits } from "../watched";
import { AlertsContent } from "./AlertsContent";
import { AlertsSkeleton } from "./AlertsSkeleton";
import { AlertingContext, type Change } from "./alerting";
import { SecretDialog } from "./SecretDialog";
import { type Alerts, type Edit, settingsOf, toldChannels } from "./settings";
import { UndoToast } from "./UndoToast";
import { alertsKey, putAlerts, useAlerts } from "./useAlerts";

/** Reads the alerts of an org, and saves what is changed of them. */
export function AlertsOfOrg({ org }: { org: components["schemas"]["Org"] }) {
  const queries = useQueryClient();
  const known = useAlerts(org.id);
  const { reading, error: unread } = useWatchedLimits(org.id, undefined);
  const limits = reading?.report.limits;
  const address = useAccount().data?.email ?? "";
  const [change, setChange] = useState<Change>();
  const [secrets, setSecrets] = useState<Record<string, string>>({});

  async function save(seen: Alerts, edit: Edit, words: string, canUndo = true): Promise<void> {
    const before = settingsOf(seen);
    const saved = await putAlerts(org.id, edit(before), seen.revision).catch((error) => {
      // Whoever was refused because others were faster wants to see what they have done.
      void queries.invalidateQueries({ queryKey: alertsKey(org.id) });
      throw error;
    });
    await queries.cancelQueries({ queryKey: alertsKey(org.id) });
    queries.setQueryData(alertsKey(org.id), saved);
    setSecrets(saved.alerts.secrets ?? {});
    setChange({ words, undo: canUndo ? { edit: () => before, seen: saved.alerts } : undefined });
  }

  if (!known.data) {
    if (!known.error) return <AlertsSkeleton />;
    return (
      <div className="grid max-w-3xl gap-4">
        <h1 className="font-semibold text-xl">The alerts cannot be shown</h1>
        <Trouble error={known.error} onRetry={() => known.refetch()} />
      </div>
    );
  }
  const { alerts, ahead } = known.data;
  const hasSecrets = Object.keys(secrets).length > 0;
  const channels = toldChannels(settingsOf(alerts));
  const value = { org: org.id, alerts, ahead, limits: limits ?? [], address, channels, save };
  return (
    <AlertingContext value={value}>
      {known.error && <Trouble error={known.error} onRetry={() => known.refetch()} />}
      <AlertsContent
        name={org.name}
        readAt={reading?.readAt}
        isReady={limits !== undefined || unread !== null}
      />
      <UndoToast change={change} isCovered={hasSecrets} onEnd={() => setChange(undefined)} />
      {hasSecrets && <SecretDialog secrets={secrets} onKept={() => setSecrets({})} />}
    </AlertingContext>
  );
}
