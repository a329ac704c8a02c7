import { Refused } from "@/api/Refused";
import { useNow } from "@/app/useNow";
import { Button } from "@/kit/Button";
import { Notice } from "@/kit/Notice";
import { countdown } from "@/words/times";
import { secondsUntil } from "./polling";
import { remedyOf } from "./remedies";
import type { Asked } from "./useReading";

/** Says why there is no newer reading, what to do about it, and when the page tries again. */
export function ReadingTrouble({ asked }: { asked: Asked }) {
  const { error, isAsking, nextAt, reading, refresh } = asked;
  const now = useNow();
  if (!error) return null;
  const refused = error instanceof Refused ? error : undefined;
  const left = secondsUntil(nextAt, now);
  return (
    <Notice tone={reading ? "warn" : "crit"}>
      <div role="alert">
        <p className="font-medium">
          {reading && "A newer reading could not be had. "}
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
        {left > 0 && refused?.code !== "offline" && (
          <span className="text-muted tabular-nums">Next attempt in {countdown(left)}</span>
        )}
      </p>
    </Notice>
  );
}
