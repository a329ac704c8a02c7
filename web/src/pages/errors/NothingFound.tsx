import type { UrlState } from "@/app/useUrlState";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { Trouble } from "@/kit/Trouble";
import { FirstSteps } from "./FirstSteps";
import { type Filters, filtersOf, isNarrowed, UNFILTERED } from "./filters";
import { useGroups } from "./queries";
import type { Project } from "./reports";

/** Why there is no group to show, and what can be done about it. */
export function NothingFound({
  filters,
  project,
  onChange,
}: {
  filters: Filters;
  project: Project | undefined;
  onChange: (changes: UrlState) => void;
}) {
  const wasFiltered = isNarrowed(filters) || filters.after !== "";
  // Whether nothing has ever come, or everything was dealt with.
  const all = useGroups(filtersOf({ project: filters.project, status: "all" }), !wasFiltered);
  if (wasFiltered) {
    return (
      <EmptyState title="No group fits these filters">
        <Button onClick={() => onChange(UNFILTERED)}>Clear filters</Button>
      </EmptyState>
    );
  }
  if (all.error) return <Trouble error={all.error} onRetry={() => all.refetch()} />;
  if (!all.data || all.isPlaceholderData) return null;
  if (all.data.total > 0) {
    return (
      <EmptyState title={`Nothing is ${filters.status}`}>
        <Button onClick={() => onChange({ status: "all" })}>Show groups of any status</Button>
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-4 rounded-md border border-hairline border-dashed p-4 sm:p-6">
      <h2 className="font-semibold text-lg">No program has reported an error here yet</h2>
      {project ? (
        <FirstSteps project={project} />
      ) : (
        <>
          <p>There is no such project.</p>
          <p>
            <Button onClick={() => onChange({ project: "" })}>Show the first project</Button>
          </p>
        </>
      )}
    </div>
  );
}
