import { memo, type RefObject, useMemo, useRef } from "react";
import { Button } from "@/kit/Button";
import { useHeld } from "@/limits/useHeld";
import { useShortcuts } from "@/limits/useShortcuts";
import { count, plural } from "@/words/numbers";
import { FleetRow } from "./FleetRow";
import type { Standing } from "./fleet";
import { NothingFits } from "./NothingFits";
import { type FleetSelection, isFleetNarrowed } from "./selection";
import { useGrowing } from "./useGrowing";
import { useOrder } from "./useOrder";
import { saidOf, timeLeft } from "./words";

/** The selected orgs. Nothing in it moves while the pointer or the focus is inside. */
export const FleetList = memo(function FleetList({
  standings,
  asked,
  now,
  skew,
  hrefOf,
  list,
}: {
  standings: readonly Standing[];
  /** The selection as text, so that the same is seen to be the same. */
  asked: string;
  /** The minute of the server's clock that the sentences are of. */
  now: number;
  skew: number;
  hrefOf: (org: string) => string;
  list: RefObject<HTMLElement | null>;
}) {
  const summary = useRef<HTMLParagraphElement>(null);
  const selection: FleetSelection = useMemo(() => JSON.parse(asked), [asked]);
  const { isHeld, held } = useHeld();
  const { ids, isOutdated, apply } = useOrder(standings, selection, isHeld);
  const most = useGrowing(asked, ids.length);
  const applyAndStay = () => {
    if (!isOutdated) return;
    apply();
    summary.current?.focus();
  };
  useShortcuts({ a: applyAndStay });
  const known = useMemo(
    () =>
      new Map(
        standings.map((standing) => [
          standing.watched.org.id,
          { ...standing, ...saidOf(standing, now), left: timeLeft(standing, now) },
        ]),
      ),
    [standings, now],
  );
  const all = plural(standings.length, "org");
  return (
    <section ref={list} aria-label="List of orgs" className="grid min-w-0 gap-3" {...held}>
      <p ref={summary} tabIndex={-1} role="status" className="text-muted outline-none">
        {isFleetNarrowed(selection) ? `${count(ids.length)} of ${all}` : all}
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
      {ids.length === 0 && <NothingFits />}
      <ul className="border-hairline border-t empty:hidden">
        {ids.slice(0, most).map((id) => {
          const row = known.get(id);
          return row && <FleetRow key={id} {...row} skew={skew} href={hrefOf(id)} />;
        })}
      </ul>
    </section>
  );
});
