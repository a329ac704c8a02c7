import type { ReactNode, Ref } from "react";
import { inputClass } from "@/kit/Field";
import { Select } from "@/kit/Select";
import { KIND_WORDS } from "./selection";
import { useFleetSelection } from "./useFleetSelection";

/** Search, kind and order of the list; what else belongs to it comes at the end. */
export function FleetToolbar({ search, children }: { search: Ref<HTMLInputElement>; children: ReactNode }) {
  const { selection, change } = useFleetSelection();
  return (
    <search className="flex flex-wrap items-center gap-3" data-print="no">
      <input
        ref={search}
        type="search"
        aria-label="Search orgs"
        aria-keyshortcuts="/"
        placeholder="Search orgs"
        value={selection.words}
        onChange={(event) => change({ q: event.target.value })}
        className={`${inputClass} grow sm:max-w-64`}
      />
      <Select
        label="Kind"
        value={selection.kind ?? ""}
        onChange={({ target }) => change({ kind: target.value })}
        options={[["", "All"], ...Object.entries(KIND_WORDS)]}
      />
      <Select
        label="Sort by"
        value={selection.sort}
        onChange={({ target }) => change({ sort: target.value === "urgency" ? undefined : target.value })}
        options={[
          ["urgency", "Urgency"],
          ["name", "Name"],
          ["age", "Oldest reading"],
        ]}
      />
      <span className="flex flex-wrap gap-2 sm:ml-auto">{children}</span>
    </search>
  );
}
