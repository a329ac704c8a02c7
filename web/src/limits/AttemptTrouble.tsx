import { Refused } from "@/api/Refused";
import { useNow } from "@/app/useNow";
import { Button } from "@/kit/Button";
import { Notice } from "@/kit/Notice";
import { countdown } from "@/words/times";
import { secondsUntil } from "./polling";
import { remedyOf } from "./remedies";

/** What is known of something that is asked for again and again. */
type Attempted = {
  error: Error | null;
  isAsking: boolean;
  /** When it is asked for next, on this device's clock. */
  nextAt: number;
  refresh: () => void;
};

/** Says why something could not be had, what to do about it, and when the page tries again. */
export function AttemptTrouble({
  asked,
  kept,
}: {
  asked: Attempted;
  /** What is said of an earlier answer that is still shown; nothing if there is none. */
  kept: string | undefined;
}) {
  const { error, isAsking, nextAt, refresh } = asked;
  const now = useNow();
  if (!error) return null;
  const refused = error instanceof Refused ? error : undefined;
  const left = secondsUntil(nextAt, now);
  return (
    <Notice tone={kept ? "warn" : "crit"}>
      <div role="alert">
        <p className="font-medium">
          {kept && `${kept} `}
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
