import { useState } from "react";
import { Button } from "@/kit/Button";
import { count } from "@/words/numbers";
import { type Fired, openWords } from "./backtest";
import { LevelMark } from "./LevelMark";

/** So many are listed before somebody asks for all. */
const FIRST = 20;

/** The alerts that a rule would have opened, the newest first. */
export function FiredList({ fired, now }: { fired: readonly Fired[]; now: number }) {
  const [isWhole, setWhole] = useState(false);
  const newest = fired.toReversed();
  const shown = isWhole ? newest : newest.slice(0, FIRST);
  return (
    <details className="mt-2">
      <summary className="min-h-6 w-fit text-accent pointer-coarse:min-h-11">List them</summary>
      <ol className="grid gap-2 pt-2">
        {shown.map((each) => (
          <li key={`${each.openedAt} ${each.limit}`}>
            <span className="flex flex-wrap gap-x-3">
              <time dateTime={each.openedAt} className="tabular-nums">
                {openWords(each, now)}
              </time>
              <LevelMark level={each.level} />
            </span>
            <span className="text-muted">{each.sentence}</span>
          </li>
        ))}
      </ol>
      {shown.length < fired.length && (
        <Button look="quiet" className="-mx-3" onClick={() => setWhole(true)}>
          List all {count(fired.length)}
        </Button>
      )}
    </details>
  );
}
