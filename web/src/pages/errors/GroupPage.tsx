import { useRef } from "react";
import { Link } from "wouter";
import { Refused } from "@/api/Refused";
import { useTitle } from "@/app/useTitle";
import { useUrlState } from "@/app/useUrlState";
import { Icon } from "@/kit/Icon";
import { Skeleton } from "@/kit/Skeleton";
import { Trouble } from "@/kit/Trouble";
import { EventPart } from "./EventPart";
import { Foreign } from "./Foreign";
import { filtersOf } from "./filters";
import { GroupDecisions } from "./GroupDecisions";
import { GroupFacts } from "./GroupFacts";
import { Mark } from "./Mark";
import { plain } from "./marks";
import { useGroup } from "./queries";

/** One group: what it is, what was decided about it, and its events one at a time. */
export function GroupPage({ id }: { id: string }) {
  const [url] = useUrlState();
  const { project } = filtersOf(url);
  const pages = useGroup(project, id);
  const heading = useRef<HTMLHeadingElement>(null);
  // The page that was fetched last knows the group best.
  const group = pages.data?.pages.at(-1)?.group;
  useTitle(group ? plain(group.title).slice(0, 80) : "Error");
  const isGone = pages.error instanceof Refused && pages.error.status === 404;
  return (
    <div className="grid gap-6 [&>*]:min-w-0">
      <p data-print="no">
        <Link href={`/errors?project=${project}`} className="inline-flex min-h-6 items-center gap-1">
          <Icon name="chevron" className="size-3 rotate-90" />
          All errors of this project
        </Link>
      </p>
      {isGone && <h1 className="font-semibold text-xl">There is no such group</h1>}
      {isGone && (
        <p>It may belong to another project, or be gone: a group goes 30 days after it was last seen.</p>
      )}
      {!group && !isGone && <h1 className="font-semibold text-xl">Error</h1>}
      {pages.isPending && <Skeleton className="h-96" />}
      {pages.error && !isGone && <Trouble error={pages.error} onRetry={() => pages.refetch()} />}
      {group && !isGone && (
        <>
          <header className="grid gap-2">
            <h1 ref={heading} tabIndex={-1} className="font-semibold text-lg sm:text-xl">
              <Foreign most={300}>{group.title || "(no words)"}</Foreign>
            </h1>
            {group.culprit && (
              <p>
                <Foreign className="font-mono text-muted">{group.culprit}</Foreign>
              </p>
            )}
            <p className="flex flex-wrap gap-x-4 gap-y-1">
              <Mark of={group.severity} />
              <Mark of={group.status} />
            </p>
          </header>
          <GroupDecisions
            group={group}
            project={project}
            onMoved={() => heading.current?.focus()}
            onRetry={() => pages.refetch()}
          />
          <GroupFacts group={group} at={pages.dataUpdatedAt} />
          <EventPart pages={pages} />
        </>
      )}
    </div>
  );
}
