import { Refused } from "@/api/Refused";
import { Button } from "./Button";
import { Notice } from "./Notice";

/**
 * Says why something could not be had, with the request's id for whoever looks into the log, and tries
 * again.
 */
export function Trouble({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const refused = error instanceof Refused ? error : undefined;
  return (
    <Notice tone="crit">
      <p role="alert">{refused?.message ?? "Something unexpected has happened on this page."}</p>
      {refused?.requestId && refused.status >= 500 && (
        <p className="text-muted">
          Request <code className="font-mono">{refused.requestId}</code>
        </p>
      )}
      {onRetry && (
        <p>
          <Button onClick={onRetry}>Try again</Button>
        </p>
      )}
    </Notice>
  );
}
