import { useState } from "react";
import { Button } from "@/kit/Button";
import type { WatchedOrg } from "../watched";
import { StopDialog } from "./StopDialog";

/** The end of watching, which is asked for twice. */
export function StopWatching({ watched }: { watched: WatchedOrg }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <section aria-labelledby="stop" className="grid justify-items-start gap-3">
      <h2 id="stop" className="font-semibold text-lg">
        Stop watching
      </h2>
      <p>The connection is revoked at Salesforce, and what was kept is erased.</p>
      <Button look="danger" onClick={() => setAsking(true)}>
        Stop watching…
      </Button>
      {isAsking && <StopDialog org={watched.org} onClose={() => setAsking(false)} />}
    </section>
  );
}
