import { useEffect, useId, useRef, useState } from "react";
import { usePreference } from "@/app/preferences";
import type { UrlState } from "@/app/useUrlState";
import { Button } from "@/kit/Button";
import { cn } from "@/kit/cn";
import { Field } from "@/kit/Field";
import { Select } from "@/kit/Select";
import { type Zone, zoneName } from "@/words/times";
import { FilterText } from "./FilterText";
import { type Filters, isNarrowed, LEVELS, STATUSES } from "./filters";
import { fromField, toField } from "./localTime";
import { wordOf } from "./Mark";
import type { Group, Level } from "./reports";

const SEEN = [
  ["", "At any time"],
  ["1h", "In the last hour"],
  ["24h", "In the last 24 hours"],
  ["7d", "In the last 7 days"],
  ["30d", "In the last 30 days"],
  ["between", "Between two times"],
] as const;

/** What the groups can be filtered by. All of it stands in the address, and takes effect at once. */
export function FilterForm({
  filters,
  groups,
  onChange,
}: {
  filters: Filters;
  groups: readonly Group[];
  onChange: (changes: UrlState) => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const rest = useId();
  const [isOpen, setOpen] = useState(isNarrowed(filters));
  const zone = usePreference("zone") as Zone;
  const hasShortcuts = usePreference("shortcuts") === "on";
  useEffect(() => {
    if (!hasShortcuts) return;
    function search(event: KeyboardEvent) {
      const isText =
        event.target instanceof Element &&
        event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
      if (event.key !== "/" || isText || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      form.current?.querySelector<HTMLInputElement>("[name=text]")?.focus();
    }
    document.addEventListener("keydown", search);
    return () => document.removeEventListener("keydown", search);
  }, [hasShortcuts]);
  // What is found begins anew at its first page.
  const filter = (changes: UrlState) => onChange({ ...changes, after: "" });
  const toggle = (level: Level, isOn: boolean) => {
    const chosen = LEVELS.filter((each) => (each === level ? isOn : filters.severity.includes(each)));
    filter({ severity: chosen.join(",") });
  };
  return (
    <search aria-label="Errors">
      <form ref={form} onSubmit={(event) => event.preventDefault()}>
        <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
          <FilterText
            label={hasShortcuts ? "Search (/)" : "Search"}
            name="text"
            className="min-w-48 grow"
            isEager
            value={filters.text}
            onChange={(text) => filter({ text })}
          />
          <Select
            label="Status"
            value={filters.status}
            onChange={(event) => filter({ status: event.target.value === "open" ? "" : event.target.value })}
            options={STATUSES.map((status) => [status, status === "all" ? "All" : wordOf(status)] as const)}
          />
          <Button
            className="md:hidden"
            aria-expanded={isOpen}
            aria-controls={rest}
            onClick={() => setOpen(!isOpen)}
          >
            More filters
          </Button>
        </div>
        <div id={rest} className={cn("mt-3 grid gap-3", !isOpen && "max-md:hidden")}>
          <fieldset className="flex flex-wrap items-center gap-x-4">
            <legend className="sr-only">Severity</legend>
            {LEVELS.map((level) => (
              <label
                key={level}
                className="inline-flex min-h-8 cursor-pointer items-center gap-1.5 pointer-coarse:min-h-11"
              >
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={filters.severity.includes(level)}
                  onChange={(event) => toggle(level, event.target.checked)}
                />
                {wordOf(level)}
              </label>
            ))}
          </fieldset>
          <div className="grid items-end gap-3 md:grid-cols-3">
            <FilterText
              label="Source"
              name="source"
              value={filters.source}
              known={groups.map((group) => group.source)}
              onChange={(source) => filter({ source })}
            />
            <FilterText
              label="Environment"
              name="environment"
              value={filters.environment}
              known={groups.flatMap((group) => group.environments)}
              onChange={(environment) => filter({ environment })}
            />
            <Select
              label="Seen"
              value={filters.seen}
              onChange={(event) => filter({ seen: event.target.value, from: "", to: "" })}
              options={SEEN}
            />
            {filters.seen === "between" &&
              (["from", "to"] as const).map((end) => (
                <Field
                  key={`${end} ${zone}`}
                  type="datetime-local"
                  label={`${end === "from" ? "From" : "To"} (${zoneName()})`}
                  defaultValue={toField(filters[end], zone)}
                  onChange={(event) => filter({ [end]: fromField(event.target.value, zone) })}
                />
              ))}
          </div>
        </div>
      </form>
    </search>
  );
}
