import { Link } from "wouter";
import { cn } from "@/kit/cn";
import { StateMark } from "@/kit/StateMark";
import { count } from "@/words/numbers";
import { STATE_MEANINGS, STATES } from "@/words/states";
import { toggled } from "./selection";
import { useSelection } from "./useSelection";
import type { Report } from "./words";

/** How many limits are in which state; each number shows these limits, alone or with other states. */
export function StateFilters({ counts, isOld }: { counts: Report["counts"]; isOld: boolean }) {
  const { selection, hrefWith } = useSelection();
  return (
    <ul aria-label="Limits by state" className="flex flex-wrap gap-2">
      {STATES.map((state) => {
        const isChosen = selection.states.includes(state);
        return (
          <li key={state}>
            <Link
              href={hrefWith({ state: toggled(selection.states, state) })}
              replace
              aria-current={isChosen ? "true" : undefined}
              title={`${STATE_MEANINGS[state]}`}
              className={cn(
                "inline-flex min-h-8 items-center gap-1.5 rounded-full border px-3 text-text no-underline",
                "hover:bg-surface pointer-coarse:min-h-11",
                isChosen ? "border-accent bg-surface outline-1 outline-accent" : "border-hairline",
              )}
            >
              <span className="font-semibold tabular-nums">{count(counts[state])}</span>
              <StateMark state={state} isOld={isOld || counts[state] === 0} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
