import { Select } from "@/kit/Select";
import type { KnownLimit } from "./settings";

/** One of the org's limits, by their names; or none. */
export function LimitSelect({
  label,
  value,
  none,
  limits,
  onChoose,
}: {
  label: string;
  limits: readonly KnownLimit[];
  value: string;
  /** What it says where none is chosen. */
  none: string;
  onChoose: (name: string | undefined) => void;
}) {
  const sorted = limits.toSorted((a, b) => a.label.localeCompare(b.label, "en"));
  return (
    <Select
      label={label}
      className="max-w-full sm:max-w-96"
      value={value}
      onChange={({ target }) => onChoose(target.value || undefined)}
      options={[["", none], ...sorted.map(({ name, label }) => [name, label] as const)]}
    />
  );
}
