import { useAlerting } from "./alerting";
import { type Draft, number, type Wrong } from "./draft";
import { LevelFields } from "./LevelFields";
import { NumberField } from "./NumberField";
import { minutesWords, unitOf } from "./ruleWords";
import { scopeOf } from "./settings";

/** What a rule of this kind is told by: its thresholds. */
export function ConditionFields({
  draft,
  wrong,
  onChange,
}: {
  draft: Draft;
  wrong: Wrong;
  onChange: (some: Partial<Draft>) => void;
}) {
  const { limits } = useAlerting();
  const minutes = number(draft.minutes);
  const words = minutes >= 60 && Number.isInteger(minutes) ? `That is ${minutesWords(minutes)}.` : undefined;
  switch (draft.kind) {
    case "level":
      return <LevelFields draft={draft} wrong={wrong} onChange={onChange} />;
    case "timeLeft":
    case "noReading":
      return (
        <NumberField
          label={draft.kind === "timeLeft" ? "Runs out within, in minutes" : "No reading for, in minutes"}
          hint={words}
          value={draft.minutes}
          error={wrong.minutes}
          onChange={(text) => onChange({ minutes: text })}
        />
      );
    case "jump":
      return (
        <NumberField
          label="Percentage points in an hour"
          hint="Of the limit’s maximum: from 20 % to 40 % used are 20 points."
          value={draft.pointsPerHour}
          error={wrong.pointsPerHour}
          isWhole={false}
          onChange={(text) => onChange({ pointsPerHour: text })}
        />
      );
    case "unusualRate": {
      const unit = unitOf(scopeOf(draft.scope), limits) === "MB" ? ", in MB" : "";
      return (
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberField
            label="Times the usual"
            hint="The usual at this hour of the week."
            value={draft.factor}
            error={wrong.factor}
            isWhole={false}
            onChange={(text) => onChange({ factor: text })}
          />
          <NumberField
            label={`At least in an hour${unit}`}
            hint="Twice next to nothing is no news."
            value={draft.least}
            error={wrong.least}
            onChange={(text) => onChange({ least: text })}
          />
        </div>
      );
    }
    default:
      return null;
  }
}
