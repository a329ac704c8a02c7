import { useId } from "react";
import { Field } from "@/kit/Field";
import { zoneName } from "@/words/times";
import { Radio } from "./Radio";
import { UNTILS } from "./until";
import type { Choosing } from "./useUntil";

/** Until when something holds. */
export function UntilFields({ choosing }: { choosing: Choosing }) {
  const { until, typed, wrong, choose, type } = choosing;
  const name = useId();
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">How long</legend>
      {UNTILS.map(([value, words]) => (
        <Radio
          key={value}
          name={name}
          label={words}
          checked={until === value}
          onChoose={() => choose(value)}
        />
      ))}
      {until === "moment" && (
        <Field
          label="Date and time"
          hint={`In ${zoneName()}.`}
          type="datetime-local"
          value={typed}
          error={wrong}
          onChange={({ target }) => type(target.value)}
          className="sm:max-w-72"
        />
      )}
    </fieldset>
  );
}
