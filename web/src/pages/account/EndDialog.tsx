import { useState } from "react";
import { api } from "@/api/client";
import { answered, Refused } from "@/api/Refused";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Trouble } from "@/kit/Trouble";
import type { Device } from "./DeviceItem";

/** What is to end: one device, or all but this one. */
export type Ending = Device | "others";

/** Asks once more, because whoever works there loses what is not saved. */
export function EndDialog({
  ending,
  onClose,
  onEnded,
}: {
  ending: Ending;
  onClose: () => void;
  onEnded: (words: string) => Promise<void>;
}) {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const name = ending === "others" ? "All other devices" : ending.agent;
  async function end() {
    setBusy(true);
    setTrouble(undefined);
    try {
      await endSession(ending === "others" ? "others" : ending.id);
      await onEnded(`${name}: logged out.`);
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  }
  return (
    <Dialog title={ending === "others" ? "Log out all other devices?" : `Log out ${name}?`} onClose={onClose}>
      <p>Whoever uses it there has to log in again with the password. This takes effect at once.</p>
      {trouble !== undefined && <Trouble error={trouble} />}
      <p className="flex flex-wrap gap-2">
        <Button look="danger" busy={isBusy} onClick={end}>
          Log out
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </p>
    </Dialog>
  );
}

/** Ends a session; one that has ended already is as good. */
async function endSession(id: string): Promise<void> {
  try {
    await answered(api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } }));
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "not_found") throw error;
  }
}
