import { useId } from "react";
import { inputClass } from "@/kit/Field";
import { KIND_MEANINGS, KIND_WORDS } from "./ruleWords";
import { KINDS, type Kind } from "./settings";

/** Which kind of rule it is, and what that waits for. */
export function KindField({ kind, onChoose }: { kind: Kind; onChoose: (kind: Kind) => void }) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        Kind
      </label>
      <select
        id={id}
        value={kind}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChoose(target.value as Kind)}
        className={`${inputClass} sm:max-w-72`}
      >
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {KIND_WORDS[each]}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className="text-muted">
        {KIND_MEANINGS[kind]}
      </p>
    </div>
  );
}
