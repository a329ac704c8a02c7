import { useEffect, useRef } from "react";
import { useTitle } from "@/app/useTitle";
import { useUrlState } from "@/app/useUrlState";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Notice } from "@/kit/Notice";
import { Select } from "@/kit/Select";
import { Skeleton } from "@/kit/Skeleton";
import { Trouble } from "@/kit/Trouble";
import { plural } from "@/words/numbers";
import { FilterForm } from "./FilterForm";
import { FirstSteps } from "./FirstSteps";
import { filtersOf } from "./filters";
import { GroupRow } from "./GroupRow";
import { lossesInWords } from "./losses";
import { NothingFound } from "./NothingFound";
import { Pager } from "./Pager";
import { useGroups, useProjects } from "./queries";

/** The groups of a project's errors, those that were seen last first, with what they can be filtered by. */
export function GroupList() {
  useTitle("Errors");
  const [url, setUrl] = useUrlState();
  const filters = filtersOf(url);
  const projects = useProjects();
  const groups = useGroups(filters);
  const heading = useRef<HTMLHeadingElement>(null);
  const shownPage = useRef(filters.after);
  // Another page of groups is read from its beginning.
  useEffect(() => {
    if (shownPage.current !== filters.after) heading.current?.focus();
    shownPage.current = filters.after;
  }, [filters.after]);
  const project = projects.data?.find((each) => each.id === filters.project);
  const lost = groups.data && lossesInWords(groups.data.lost);
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-xl">
          Errors
        </h1>
        <span className="ml-auto flex min-w-0 flex-wrap items-center gap-2">
          <Select
            label="Project"
            className="min-w-0"
            value={filters.project}
            onChange={(event) => setUrl({ project: event.target.value, after: "" })}
            options={(projects.data ?? []).map((each) => [each.id, each.name] as const)}
          />
          <Button onClick={() => groups.refetch()} busy={groups.isFetching}>
            <Icon name="refresh" />
            Refresh
          </Button>
        </span>
      </div>
      {projects.error && <Trouble error={projects.error} onRetry={() => projects.refetch()} />}
      <FilterForm filters={filters} groups={groups.data?.groups ?? []} onChange={setUrl} />
      {lost && <Notice tone="warn">{lost}</Notice>}
      {groups.error && <Trouble error={groups.error} onRetry={() => groups.refetch()} />}
      <p role="status" className="text-muted">
        {groups.data && !groups.isPlaceholderData && found(groups.data.total, groups.data.groups.length)}
      </p>
      {groups.isPending && <Skeleton className="h-96" />}
      {groups.data?.groups.length === 0 && (
        <NothingFound filters={filters} project={project} onChange={setUrl} />
      )}
      {groups.data && groups.data.groups.length > 0 && (
        <ul aria-label="Groups of errors" className="border-hairline border-t">
          {groups.data.groups.map((group) => (
            <GroupRow key={group.id} group={group} project={filters.project} at={groups.dataUpdatedAt} />
          ))}
        </ul>
      )}
      <Pager after={filters.after} next={groups.data?.next ?? undefined} />
      {project && (groups.data?.groups.length ?? 0) > 0 && (
        <details data-print="no">
          <summary className="min-h-6 py-1 text-accent">Report errors to this project</summary>
          <FirstSteps project={project} />
        </details>
      )}
    </div>
  );
}

function found(total: number, shown: number): string {
  if (total === 0) return "No groups";
  if (total === shown) return `${plural(total, "group")}, those seen last first`;
  return `${plural(total, "group")}, ${shown} on this page, those seen last first`;
}
