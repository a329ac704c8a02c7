import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { useFleetSelection } from "./useFleetSelection";

/** The filters leave nothing; one step leads back to everything. */
export function NothingFits() {
  const { change } = useFleetSelection();
  return (
    <EmptyState title="No org fits these filters">
      <Button onClick={() => change({ state: undefined, kind: undefined, q: undefined })}>
        Clear filters
      </Button>
    </EmptyState>
  );
}
