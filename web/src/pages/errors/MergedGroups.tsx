import type { ReactNode } from "react";
import { Link } from "wouter";
import { Button } from "@/kit/Button";

/** The groups that were merged with this one, by their ids, and the way to take them out. */
export function MergedGroups({
  ids,
  project,
  onTakeOut,
  children,
}: {
  ids: readonly string[];
  project: string;
  onTakeOut?: (id: string) => void;
  children: ReactNode;
}) {
  return (
    <div className="grid gap-1">
      <p>{children}</p>
      <ul className="grid gap-1">
        {ids.map((id) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link
              href={`/errors/${id}?project=${project}`}
              className="wrap-anywhere inline-block min-h-6 font-mono"
            >
              {id}
            </Link>
            {onTakeOut && (
              <Button onClick={() => onTakeOut(id)}>
                Take out<span className="sr-only"> {id}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
