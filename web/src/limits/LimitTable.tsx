import type { ReactNode } from "react";
import { cn } from "@/kit/cn";
import { furtherClass, useExtras } from "./extras";
import { SortHead } from "./SortHead";
import { useMedia } from "./useMedia";

/** The limits as a table; its head stays in view, and where it is too wide it scrolls by itself. */
export function LimitTable({ children }: { children: ReactNode }) {
  const { columns } = useExtras();
  const isNarrow = useMedia("(width < 60rem)");
  const plain = "px-2 py-2 font-medium";
  return (
    // What scrolls has to be reached by the keyboard.
    <section
      aria-label="Limits"
      tabIndex={isNarrow ? 0 : undefined}
      className="relative min-w-0 max-lg:overflow-x-auto"
    >
      <table className="w-full border-collapse">
        <caption className="sr-only">The limits of the org</caption>
        <thead className="bg-bg text-muted lg:sticky lg:top-12 lg:z-[5]">
          <tr className="border-control border-b">
            <SortHead sort="urgency" className="pl-0 text-left">
              State
            </SortHead>
            <SortHead sort="name" className="text-left">
              Limit
            </SortHead>
            <SortHead sort="percent" className="text-left">
              Used of max
            </SortHead>
            <th scope="col" className={cn(plain, "text-right", furtherClass(columns))}>
              Used
            </th>
            <th scope="col" className={cn(plain, "text-right", furtherClass(columns))}>
              Max
            </th>
            <SortHead sort="left" className="text-right">
              Left
            </SortHead>
            {columns.map(({ head, sort, className }) =>
              sort ? (
                <SortHead key={head} sort={sort} className={cn("text-left", className)}>
                  {head}
                </SortHead>
              ) : (
                <th key={head} scope="col" className={cn(plain, "text-left", className)}>
                  {head}
                </th>
              ),
            )}
            <th scope="col" data-print="no">
              <span className="sr-only">Pin</span>
            </th>
          </tr>
        </thead>
        {children}
      </table>
    </section>
  );
}
