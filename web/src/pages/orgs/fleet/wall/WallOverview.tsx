import { cn } from "@/kit/cn";
import { plural } from "@/words/numbers";
import { ConditionMark } from "../ConditionMark";
import { CONDITIONS } from "../condition";
import { countsOf, type Standing } from "../fleet";

/** How all orgs stand: their numbers, and a mark for each that takes its turn. */
export function WallOverview({
  standings,
  shown,
  turns,
  isPaused,
}: {
  standings: readonly Standing[];
  shown: string | undefined;
  turns: number;
  isPaused: boolean;
}) {
  const counts = countsOf(standings);
  const all = plural(standings.length, "org");
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-[calc(var(--u)*4)] gap-y-[calc(var(--u))]">
      <ul
        aria-label="Orgs by state"
        className="flex flex-wrap gap-x-[calc(var(--u)*3)] text-[calc(var(--u)*2.600)]"
      >
        {CONDITIONS.filter((condition) => counts[condition] > 0).map((condition) => (
          <li key={condition} className="flex items-center gap-[0.4em] tabular-nums">
            {counts[condition]} <ConditionMark condition={condition} size="size-[0.9em]" />
          </li>
        ))}
        <li className="text-muted">
          {turns < standings.length ? `the ${turns} worst of ${all}` : `of ${all}`}
        </li>
        {isPaused && <li>Paused</li>}
      </ul>
      <ul
        aria-label="Orgs in turn"
        className="flex flex-wrap gap-[calc(var(--u)*.8)] text-[calc(var(--u)*2.600)]"
      >
        {standings.slice(0, turns).map(({ condition, name, watched }) => {
          const isHere = watched.org.id === shown;
          return (
            <li
              key={watched.org.id}
              aria-current={isHere ? "true" : undefined}
              className={cn("flex", isHere ? "border-b-[0.12em] border-text pb-[0.15em]" : "pb-[0.27em]")}
            >
              <span className="sr-only">{name}: </span>
              <ConditionMark condition={condition} bare size="size-[1em]" />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
