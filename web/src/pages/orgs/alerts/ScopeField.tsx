import { useId } from "react";
import { inputClass } from "@/kit/Field";
import { CATEGORY_WORDS, type Category } from "@/limits/words";
import { useAlerting } from "./alerting";
import { labelOf } from "./ruleWords";

/** For what a rule holds: the org, an area, or one limit. */
export function ScopeField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (scope: string) => void;
}) {
  const { limits } = useAlerting();
  const id = useId();
  const name = value.startsWith("limit:") ? value.slice(6) : "";
  const isListed = name === "" || limits.some((limit) => limit.name === name);
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        For
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={({ target }) => onChange(target.value)}
        className={`${inputClass} sm:max-w-96`}
      >
        <option value="org">The whole org</option>
        <optgroup label="All limits of an area">
          {(Object.keys(CATEGORY_WORDS) as Category[]).map((category) => (
            <option key={category} value={`category:${category}`}>
              {CATEGORY_WORDS[category]} limits
            </option>
          ))}
        </optgroup>
        <optgroup label="One limit">
          {!isListed && <option value={value}>{labelOf(name, limits)}</option>}
          {limits
            .toSorted((a, b) => a.label.localeCompare(b.label, "en"))
            .map((limit) => (
              <option key={limit.name} value={`limit:${limit.name}`}>
                {limit.label}
              </option>
            ))}
        </optgroup>
      </select>
      {error && (
        <p id={`${id}-error`} className="text-crit">
          {error}
        </p>
      )}
    </div>
  );
}
