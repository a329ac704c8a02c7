import type { ReactNode } from "react";
import { Link } from "wouter";
import { cn } from "@/kit/cn";
import { Icon } from "@/kit/Icon";
import type { Sort } from "./selection";
import { useSelection } from "./useSelection";

const DIRECTIONS = {
  urgency: "other",
  name: "ascending",
  percent: "descending",
  left: "ascending",
  time: "ascending",
} as const;

/** The head of a column that the table can be ordered by. */
export function SortHead({
  sort,
  className,
  children,
}: {
  sort: Sort;
  className: string;
  children: ReactNode;
}) {
  const { selection, hrefWith } = useSelection();
  const isHere = selection.sort === sort;
  const isUp = DIRECTIONS[sort] === "ascending";
  return (
    <th
      scope="col"
      aria-sort={isHere ? DIRECTIONS[sort] : undefined}
      className={cn("px-2 py-2 font-medium", className)}
    >
      <Link
        href={hrefWith({ sort: sort === "urgency" ? undefined : sort })}
        replace
        className={cn(
          "inline-flex min-h-6 items-center gap-1 whitespace-nowrap text-current",
          "no-underline hover:underline",
          isHere && "font-semibold text-text",
        )}
      >
        {children}
        {isHere && <Icon name={isUp ? "up" : "down"} className="size-3" />}
      </Link>
    </th>
  );
}
