import { useAlerting } from "./alerting";
import { Check } from "./Check";

/** Whom a rule tells: all channels, also those that are added later, or some. */
export function ToldFields({
  chosen,
  error,
  onChange,
}: {
  chosen: readonly string[] | null;
  error: string | undefined;
  onChange: (chosen: readonly string[] | null) => void;
}) {
  const { channels } = useAlerting();
  const ids = chosen ?? channels.map(({ id }) => id);
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">Tells</legend>
      <Check
        label="All channels, and those that are added later"
        checked={chosen === null}
        onChange={(all) => onChange(all ? null : channels.map(({ id }) => id))}
      />
      {chosen !== null &&
        channels.map(({ id, name }) => (
          <Check
            key={id}
            label={name}
            checked={ids.includes(id)}
            onChange={(told) => onChange(told ? [...ids, id] : ids.filter((each) => each !== id))}
          />
        ))}
      {chosen?.length === 0 && (
        <p className="text-warn">Nobody is told. Its alerts are still listed here and in the events.</p>
      )}
      {error && <p className="text-crit">{error}</p>}
    </fieldset>
  );
}
