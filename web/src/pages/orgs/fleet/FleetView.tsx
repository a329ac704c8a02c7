import {
  lazy,
  type ReactNode,
  Suspense,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Link, useLocation } from "wouter";
import { CrashBoundary } from "@/app/CrashBoundary";
import { useTitle } from "@/app/useTitle";
import { Button, buttonClass } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { download } from "@/limits/files";
import { focusSearch } from "@/limits/moves";
import { type Shortcuts, useShortcuts } from "@/limits/useShortcuts";
import { ConditionFilters } from "./ConditionFilters";
import { CONDITIONS } from "./condition";
import { csvName, csvOf } from "./csv";
import { FleetFreshness } from "./FleetFreshness";
import { FleetList } from "./FleetList";
import { FleetToolbar } from "./FleetToolbar";
import { FleetTrouble } from "./FleetTrouble";
import { countsOf, type Fleet } from "./fleet";
import { focusOrg } from "./moves";
import { selected, toggledIn } from "./selection";
import type { AskedFleet } from "./useFleet";
import { useFleetSelection } from "./useFleetSelection";
import { useStandings } from "./useStandings";
import { headlineOf } from "./words";

const help = () => import("./FleetHelp");
const FleetHelp = lazy(help);

/** All orgs with a sentence for each, below the answer over all of them. */
export function FleetView({
  asked,
  fleet,
  hrefOf,
  label,
  children,
}: {
  asked: AskedFleet;
  fleet: Fleet;
  /** Where an org is looked into. */
  hrefOf: (org: string) => string;
  /** What stands above the answer, where it has to be said what is shown. */
  label?: ReactNode;
  /** What else can be done here. */
  children?: ReactNode;
}) {
  const { standings, now } = useStandings(fleet);
  const { selection, change, hrefWith } = useFleetSelection();
  const [, navigate] = useLocation();
  const [isHelping, setHelping] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const { headline, more } = useMemo(() => headlineOf(standings, now), [standings, now]);
  const counts = useMemo(() => countsOf(standings), [standings]);
  // Whoever types sees the letters at once, and the list as soon as it is ready.
  const listed = useDeferredValue(JSON.stringify(selection));
  const wallboard = hrefWith({ tv: "1" });
  useTitle(headline);
  const shortcuts: Record<string, () => void> = {
    "/": () => focusSearch(search.current),
    j: () => focusOrg(list.current, 1),
    k: () => focusOrg(list.current, -1),
    r: asked.refresh,
    w: () => navigate(wallboard),
    "?": () => setHelping(true),
  };
  for (const [index, condition] of CONDITIONS.entries()) {
    shortcuts[index + 1] = () => change({ state: toggledIn(selection.conditions, condition) });
  }
  useShortcuts(shortcuts satisfies Shortcuts);
  // Fetched before it is wanted: the network may be gone by then, or a newer version have replaced it.
  useEffect(() => void help().catch(() => undefined), []);
  const keep = () => {
    const file = new Blob([csvOf(selected(standings, selection))], { type: "text/csv" });
    download(file, csvName(now));
  };
  return (
    <div className="grid min-w-0 gap-4">
      <section aria-label="Most urgent" className="grid gap-2">
        {label}
        <h1 className="max-w-[48ch] text-balance font-semibold text-lg sm:text-xl lg:text-2xl">{headline}</h1>
        {more && <p className="max-w-[70ch] text-base">{more}</p>}
      </section>
      <FleetFreshness asked={asked} />
      <FleetTrouble asked={asked} />
      <ConditionFilters counts={counts} />
      <FleetToolbar search={search}>
        {children}
        <Link href={wallboard} className={buttonClass()} aria-keyshortcuts="w">
          Wallboard
        </Link>
        <Button onClick={keep}>
          <Icon name="download" />
          CSV
        </Button>
        <Button look="quiet" aria-label="Keyboard shortcuts" onClick={() => setHelping(true)}>
          ?
        </Button>
      </FleetToolbar>
      <FleetList {...{ standings, now, hrefOf, list }} asked={listed} skew={fleet.skew} />
      <CrashBoundary>
        <Suspense>{isHelping && <FleetHelp onClose={() => setHelping(false)} />}</Suspense>
      </CrashBoundary>
    </div>
  );
}
