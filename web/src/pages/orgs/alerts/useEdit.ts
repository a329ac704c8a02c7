import { useState } from "react";
import { Refused } from "@/api/Refused";
import { useAlerting } from "./alerting";
import type { Alerts, Edit } from "./settings";
import { readAlerts } from "./useAlerts";

type State = {
  isBusy: boolean;
  error?: unknown;
  /** What stands now, where somebody else was faster. */
  newer?: Alerts;
  /** Whether the newer ones are what a change is made to now. */
  isReloaded?: boolean;
};

/**
 * The life of a change: it is made to the alerts as they were when it was begun, so that what has been
 * changed from elsewhere meanwhile is not lost unseen. `onSaved` is called when it is done.
 */
export function useEdit(onSaved: () => void) {
  const { alerts, org, save } = useAlerting();
  const [seen, setSeen] = useState(alerts);
  const [state, setState] = useState<State>({ isBusy: false });
  const [isSaved, setSaved] = useState(false);
  async function run(edit: Edit, words: string, canUndo = true): Promise<void> {
    setState({ isBusy: true });
    try {
      await save(seen, edit, words, canUndo);
      setSaved(true);
      onSaved();
    } catch (error) {
      const isConflict = error instanceof Refused && error.code === "conflict";
      const newer = isConflict ? await readAlerts(org).catch(() => undefined) : undefined;
      setState({ isBusy: false, error, ...(newer ? { newer: newer.alerts } : {}) });
    }
  }
  return {
    ...state,
    seen,
    isSaved,
    run,
    /** Goes on from the newer ones; what was typed is not touched. */
    takeNewer: () => {
      if (state.newer) setSeen(state.newer);
      setState({ isBusy: false, isReloaded: true });
    },
  };
}

/** A change on its way. */
export type Editing = ReturnType<typeof useEdit>;
