import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { useSelection } from "./useSelection";

/** The filters leave nothing; one step leads back to everything. */
export function NothingFound() {
  const { change } = useSelection();
  return (
    <EmptyState title="No limit fits these filters">
      <Button onClick={() => change({ state: undefined, category: undefined, q: undefined })}>
        Clear filters
      </Button>
    </EmptyState>
  );
}
