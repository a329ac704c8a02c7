import { useUrlState } from "@/app/useUrlState";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";

/** Why there is nothing to show. */
export function NoEvents({ isNarrowed }: { isNarrowed: boolean }) {
  const [, change] = useUrlState();
  if (!isNarrowed) {
    return (
      <EmptyState title="Nothing has happened yet">
        <p>
          Alerts that open and close stand here, maxima that change, limits that appear or vanish, and
          connections that are lost and restored.
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing of that kind among the events that are loaded">
      <Button onClick={() => change({ kind: undefined, limit: undefined })}>Show all events</Button>
    </EmptyState>
  );
}
