import { Link } from "wouter";
import { cn } from "@/kit/cn";
import { count } from "@/words/numbers";
import { ConditionMark } from "./ConditionMark";
import { CONDITION_MEANINGS, CONDITIONS, type Condition } from "./condition";
import { toggledIn } from "./selection";
import { useFleetSelection } from "./useFleetSelection";

/** How many orgs stand in which way; each number shows these orgs, alone or with others. */
export function ConditionFilters({ counts }: { counts: Record<Condition, number> }) {
  const { selection, hrefWith } = useFleetSelection();
  return (
    <ul aria-label="Orgs by state" className="flex flex-wrap gap-2">
      {CONDITIONS.map((condition) => {
        const isChosen = selection.conditions.includes(condition);
        return (
          <li key={condition}>
            <Link
              href={hrefWith({ state: toggledIn(selection.conditions, condition) })}
              replace
              aria-current={isChosen ? "true" : undefined}
              title={CONDITION_MEANINGS[condition]}
              className={cn(
                "inline-flex min-h-8 items-center gap-1.5 rounded-full border px-3 text-text no-underline",
                "hover:bg-surface pointer-coarse:min-h-11",
                isChosen ? "border-accent bg-surface outline-1 outline-accent" : "border-hairline",
              )}
            >
              <span className="font-semibold tabular-nums">{count(counts[condition])}</span>
              <ConditionMark condition={condition} isQuiet={counts[condition] === 0} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
