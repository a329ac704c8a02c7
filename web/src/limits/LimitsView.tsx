import { lazy, Suspense, useDeferredValue, useEffect, useRef, useState } from "react";
import { CrashBoundary } from "@/app/CrashBoundary";
import { Button } from "@/kit/Button";
import { STATES } from "@/words/states";
import { CategoryTabs } from "./CategoryTabs";
import { ExportButtons } from "./ExportButtons";
import { useExtras } from "./extras";
import { LimitList } from "./LimitList";
import { focusNext, focusSearch, withFocus } from "./moves";
import { togglePin } from "./pinned";
import type { Reading } from "./reading";
import { StateFilters } from "./StateFilters";
import { toggled } from "./selection";
import { Toolbar } from "./Toolbar";
import { useOpenLimit } from "./useOpenLimit";
import { useSelection } from "./useSelection";
import { type Shortcuts, useShortcuts } from "./useShortcuts";
import { useView } from "./useView";

const details = () => import("./LimitDetails");
const help = () => import("./ShortcutHelp");
const LimitDetails = lazy(details);
const ShortcutHelp = lazy(help);

/** All limits of a reading: to be filtered, ordered, pinned, looked into, and taken away. */
export function LimitsView({
  reading,
  isOld,
  csv,
  onRefresh,
}: {
  reading: Reading;
  isOld: boolean;
  csv: () => Promise<Blob>;
  onRefresh: () => void;
}) {
  const { report } = reading;
  const { selection, opened, change } = useSelection();
  const [view, setView] = useView();
  const { keys = {} } = useExtras();
  const { close } = useOpenLimit();
  const [isHelping, setHelping] = useState(false);
  // The answer is on the screen before its sixty rows are made, and a phone does other things meanwhile.
  const isListed = useDeferredValue(true, false);
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLElement>(null);
  const shortcuts: Record<string, () => void> = {
    "/": () => focusSearch(search.current),
    j: () => focusNext(list.current, 1),
    k: () => focusNext(list.current, -1),
    p: () => withFocus(list.current, togglePin),
    r: onRefresh,
    v: () => setView(view === "table" ? "cards" : "table"),
    "?": () => setHelping(true),
  };
  for (const [key, { act }] of Object.entries(keys)) shortcuts[key] = () => withFocus(list.current, act);
  for (const [index, state] of STATES.entries()) {
    shortcuts[index + 1] = () => change({ state: toggled(selection.states, state) });
  }
  useShortcuts(shortcuts satisfies Shortcuts);
  // Fetched before they are wanted: the network may be gone by then, or a newer version have replaced them.
  useEffect(() => void Promise.allSettled([details(), help()]), []);
  return (
    <div className="grid min-w-0 gap-4">
      <StateFilters counts={report.counts} isOld={isOld} />
      <CategoryTabs limits={report.limits} />
      <Toolbar search={search}>
        <ExportButtons report={report} csv={csv} />
        <Button look="quiet" aria-label="Keyboard shortcuts" onClick={() => setHelping(true)}>
          ?
        </Button>
      </Toolbar>
      {isListed ? (
        <LimitList reading={reading} isOld={isOld} list={list} />
      ) : (
        // As high as there is to see, so that nothing below it moves.
        <div className="min-h-dvh" />
      )}
      <p role="status" className="sr-only">
        {reading.news}
      </p>
      <CrashBoundary at={opened ?? ""}>
        <Suspense>
          {opened && <LimitDetails reading={reading} name={opened} isOld={isOld} onClose={close} />}
          {isHelping && <ShortcutHelp onClose={() => setHelping(false)} />}
        </Suspense>
      </CrashBoundary>
    </div>
  );
}
