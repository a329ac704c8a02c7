import type { ReactNode, Ref } from "react";
import { Button } from "@/kit/Button";
import { inputClass } from "@/kit/Field";
import { Icon } from "@/kit/Icon";
import { Select } from "@/kit/Select";
import { useExtras } from "./extras";
import { useSelection } from "./useSelection";
import { useView, type View } from "./useView";

const VIEWS = [
  ["table", "Table", "rows"],
  ["cards", "Cards", "cards"],
] as const satisfies readonly (readonly [View, string, "rows" | "cards"])[];

/** Search, order and layout of the list; what else belongs to it comes at the end. */
export function Toolbar({ search, children }: { search: Ref<HTMLInputElement>; children: ReactNode }) {
  const { selection, change } = useSelection();
  const [view, setView] = useView();
  const { sorts = [] } = useExtras();
  return (
    <search className="flex flex-wrap items-center gap-3" data-print="no">
      <input
        ref={search}
        type="search"
        aria-label="Search limits"
        aria-keyshortcuts="/"
        placeholder="Search limits"
        value={selection.words}
        onChange={(event) => change({ q: event.target.value })}
        className={`${inputClass} grow sm:max-w-64`}
      />
      <Select
        label="Sort by"
        value={selection.sort}
        onChange={({ target }) => change({ sort: target.value === "urgency" ? undefined : target.value })}
        options={[
          ["urgency", "Urgency"],
          ["name", "Name"],
          ["percent", "Percent used"],
          ["left", "Least left"],
          ...sorts,
        ]}
      />
      <fieldset className="inline-flex">
        <legend className="sr-only">Layout</legend>
        {VIEWS.map(([each, words, icon]) => (
          <Button
            key={each}
            aria-pressed={view === each}
            onClick={() => setView(each)}
            className="first-of-type:rounded-r-none last-of-type:-ml-px last-of-type:rounded-l-none
              aria-pressed:border-accent aria-pressed:bg-surface aria-pressed:text-accent
              aria-pressed:relative"
          >
            <Icon name={icon} />
            {words}
          </Button>
        ))}
      </fieldset>
      <span className="flex flex-wrap gap-2 sm:ml-auto">{children}</span>
    </search>
  );
}
