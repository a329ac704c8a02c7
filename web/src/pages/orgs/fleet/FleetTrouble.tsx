import { Refused } from "@/api/Refused";
import { useNow } from "@/app/useNow";
import { Button } from "@/kit/Button";
import { Notice } from "@/kit/Notice";
import { secondsUntil } from "@/limits/polling";
import { remedyOf } from "@/limits/remedies";
import { countdown } from "@/words/times";
import type { AskedFleet } from "./useFleet";

/** Says why the orgs could not be looked up, what to do about it, and when the page tries again. */
export function FleetTrouble({ asked }: { asked: AskedFleet }) {
  const { error, fleet, isAsking, nextAt, refresh } = asked;
  const now = useNow();
  if (!error) return null;
  const refused = error instanceof Refused ? error : undefined;
  const left = secondsUntil(nextAt, now);
  return (
    <Notice tone={fleet ? "warn" : "crit"}>
      <div role="alert">
        <p className="font-medium">
          {fleet && "What you see is as it was. "}
          {refused?.message ?? "Something unexpected has happened on this page."}
        </p>
        <p>{remedyOf(error)}</p>
      </div>
      {refused?.requestId && refused.status >= 500 && (
        <p className="text-muted">
          Request <code className="break-all font-mono">{refused.requestId}</code>
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button busy={isAsking} onClick={refresh}>
          Try again
        </Button>
        {left > 0 && <span className="text-muted tabular-nums">Next attempt in {countdown(left)}</span>}
      </p>
    </Notice>
  );
}
