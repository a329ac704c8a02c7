import type { Draft, Wrong } from "./draft";
import { pulled } from "./levels";
import { PercentField } from "./PercentField";

/** The two thresholds of a level. A slider takes the other one along where they would cross. */
export function LevelFields({
  draft,
  wrong,
  onChange,
}: {
  draft: Draft;
  wrong: Wrong;
  onChange: (some: Partial<Draft>) => void;
}) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <PercentField
        label="Warn above"
        value={draft.warning}
        error={wrong.warning}
        onType={(warning) => onChange({ warning })}
        onSlide={(warning) => onChange(pulled(draft, { warning }))}
      />
      <PercentField
        label="Critical above"
        value={draft.critical}
        error={wrong.critical}
        onType={(critical) => onChange({ critical })}
        onSlide={(critical) => onChange(pulled(draft, { critical }))}
      />
      <p className="text-muted sm:col-span-2">
        What is used up is critical anyway. An alert closes two percentage points below its threshold.
      </p>
    </div>
  );
}
