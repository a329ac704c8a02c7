import { useUrlState } from "@/app/useUrlState";
import { Select } from "@/kit/Select";
import { EVENT_WORDS, type EventFilter, type EventKind, type OrgEvent } from "./events";
import { LimitSelect } from "./LimitSelect";
import { labelOf } from "./ruleWords";
import type { KnownLimit } from "./settings";

/** Which events are shown: of one kind, of one limit. What none of them has is not offered. */
export function EventFilters({
  filter,
  events,
  limits,
}: {
  filter: EventFilter;
  events: readonly OrgEvent[];
  limits: readonly KnownLimit[];
}) {
  const [, change] = useUrlState();
  const kinds = (Object.keys(EVENT_WORDS) as EventKind[]).filter(
    (kind) => kind === filter.kind || events.some((event) => event.kind === kind),
  );
  const names = new Set([...events.map(({ limit }) => limit), filter.limit]);
  const named = [...names].filter((name): name is string => Boolean(name));
  const offered = named.map((name) => ({ ...knownOf(name, limits), label: labelOf(name, limits) }));
  return (
    <search className="flex flex-wrap gap-x-4 gap-y-2" data-print="no">
      <Select
        label="Kind"
        value={filter.kind ?? ""}
        onChange={({ target }) => change({ kind: target.value })}
        options={[["", "All kinds"], ...kinds.map((kind) => [kind, EVENT_WORDS[kind]] as const)]}
      />
      <LimitSelect
        label="Limit"
        limits={offered}
        value={filter.limit ?? ""}
        none="All limits"
        onChoose={(limit) => change({ limit })}
      />
    </search>
  );
}

function knownOf(name: string, limits: readonly KnownLimit[]): KnownLimit {
  const known = limits.find((limit) => limit.name === name);
  return known ?? { name, label: name, category: "other", unit: "count" };
}
