import { useState } from "react";
import { useDisconnect } from "@/api/session";
import { useNow } from "@/app/useNow";
import type { components } from "@/generated/api";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Trouble } from "@/kit/Trouble";
import { clock, moment, relative } from "@/words/times";

/** Until when the connection lasts, and how to end it before. */
export function SessionEnd({ endsAt, org }: { endsAt: number | null; org: components["schemas"]["Org"] }) {
  const now = useNow();
  const disconnect = useDisconnect();
  const [isAsking, setAsking] = useState(false);
  return (
    <section aria-label="Connection" className="flex flex-wrap items-center gap-x-3 gap-y-1" data-print="no">
      {endsAt !== null && (
        <p className="text-muted">
          {endsAt > now ? "Connected until" : "The connection ended at"}{" "}
          <time dateTime={new Date(endsAt).toISOString()} title={moment(endsAt)}>
            {clock(endsAt)}
          </time>
          , {relative(endsAt, now)}
        </p>
      )}
      <Button onClick={() => setAsking(true)}>Disconnect</Button>
      {isAsking && (
        <Dialog title={`Disconnect ${org.name}?`} onClose={() => setAsking(false)}>
          <p>
            This ends the connection here and revokes its token at Salesforce. To see the limits again,
            connect the org again.
          </p>
          {disconnect.error && <Trouble error={disconnect.error} />}
          <p className="flex flex-wrap gap-3">
            <Button look="danger" busy={disconnect.isPending} onClick={() => disconnect.mutate()}>
              Disconnect
            </Button>
            <Button onClick={() => setAsking(false)}>Stay connected</Button>
          </p>
        </Dialog>
      )}
    </section>
  );
}
