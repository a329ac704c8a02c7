import { type RefObject, useDeferredValue, useRef } from "react";
import { Button } from "@/kit/Button";
import { plural } from "@/words/numbers";
import { useExtras } from "./extras";
import { LimitCard } from "./LimitCard";
import { LimitGroup } from "./LimitGroup";
import { LimitRow } from "./LimitRow";
import { LimitTable } from "./LimitTable";
import { NothingFound } from "./NothingFound";
import { usePinned } from "./pinned";
import type { Reading, Trend } from "./reading";
import { isNarrowed } from "./selection";
import { useArranged } from "./useArranged";
import { useHeld } from "./useHeld";
import { useSelection } from "./useSelection";
import { useShortcuts } from "./useShortcuts";
import { useView } from "./useView";
import type { Limit } from "./words";

/** What a row and a card have to know. */
export type ShownProps = {
  limit: Limit;
  trend: Trend | undefined;
  isPinned: boolean;
  isOld: boolean;
};

/** The selected limits. Nothing in it moves while the pointer or the focus is inside. */
export function LimitList({
  reading,
  isOld,
  list,
}: {
  reading: Reading;
  isOld: boolean;
  list: RefObject<HTMLElement | null>;
}) {
  const { report, trends } = reading;
  const columns = useExtras().columns.length;
  const summary = useRef<HTMLParagraphElement>(null);
  // Whoever types or presses sees that at once, and the list as soon as it is ready.
  const view = useDeferredValue(useView()[0]);
  const selection = useDeferredValue(JSON.stringify(useSelection().selection));
  const selected = JSON.parse(selection);
  const pinned = usePinned();
  const { isHeld, held } = useHeld();
  const { shown, isOutdated, apply } = useArranged(report.limits, selected, pinned, isHeld);
  const applyAndStay = () => {
    if (!isOutdated) return;
    apply();
    summary.current?.focus();
  };
  useShortcuts({ a: applyAndStay });
  const limits = new Map(report.limits.map((limit) => [limit.name, limit]));
  const number = shown.pinned.length + shown.others.length;
  const Shown = view === "cards" ? LimitCard : LimitRow;
  const draw = (name: string) => {
    const limit = limits.get(name);
    if (!limit) return null;
    const isPinned = pinned.includes(name);
    return <Shown key={name} {...{ limit, isPinned, isOld }} trend={trends[name]} />;
  };
  const group = (title: string, names: readonly string[]) =>
    names.length > 0 && (
      <LimitGroup view={view} columns={7 + columns} title={shown.pinned.length > 0 ? title : undefined}>
        {names.map(draw)}
      </LimitGroup>
    );
  const groups = (
    <>
      {group("Pinned", shown.pinned)}
      {group("All others", shown.others)}
    </>
  );
  return (
    <section ref={list} aria-label="List of limits" className="grid min-w-0 gap-3" {...held}>
      <p ref={summary} tabIndex={-1} role="status" className="text-muted outline-none">
        {isNarrowed(selected) ? `${number} of ${plural(limits.size, "limit")}` : plural(limits.size, "limit")}
      </p>
      {isOutdated && (
        // Over the list and not in it, so that it moves nothing; and where it is seen from every row.
        <Button
          aria-keyshortcuts="a"
          onClick={applyAndStay}
          data-print="no"
          className="fixed inset-x-0 bottom-4 z-10 mx-auto w-fit border-accent shadow-lg"
        >
          Order changed – apply (A)
        </Button>
      )}
      {number === 0 && <NothingFound />}
      {number > 0 && (view === "cards" ? groups : <LimitTable>{groups}</LimitTable>)}
    </section>
  );
}
