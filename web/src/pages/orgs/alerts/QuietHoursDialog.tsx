import { useState } from "react";
import { Field } from "@/kit/Field";
import { Select } from "@/kit/Select";
import { useAlerting } from "./alerting";
import { Check } from "./Check";
import { refusedField } from "./draft";
import { EditDialog } from "./EditDialog";
import { DAYS, dayName, quietWords, timeZones, wrongQuiet } from "./quiet";
import { useEdit } from "./useEdit";

/** Sets when messages are held back, by the clock on somebody's wall. */
export function QuietHoursDialog({ onClose }: { onClose: () => void }) {
  const { alerts } = useAlerting();
  const editing = useEdit(onClose);
  const [first] = useState(() => ({
    from: "22:00",
    to: "07:00",
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    days: [...DAYS],
    allowCritical: true,
    ...alerts.quietHours,
  }));
  const [hours, setHours] = useState(first);
  const [isTried, setTried] = useState(false);
  const found = wrongQuiet(hours);
  const refused = refusedField(editing.error);
  const wrong: Partial<Record<string, string>> = {
    ...(refused && { [refused[0]]: refused[1] }),
    ...(isTried ? found : {}),
  };
  const change = (some: Partial<typeof hours>) => setHours({ ...hours, ...some });
  const zones = [...new Set([...timeZones(), first.timeZone])].map(
    (zone) => [zone, zone.replaceAll("_", " ")] as const,
  );
  function save() {
    setTried(true);
    if (Object.keys(found).length > 0) return;
    const days = DAYS.filter((day) => hours.days.includes(day));
    void editing.run((now) => ({ ...now, quietHours: { ...hours, days } }), "The quiet hours are set.");
  }
  return (
    <EditDialog
      title="Quiet hours"
      editing={editing}
      isDirty={JSON.stringify(hours) !== JSON.stringify(first)}
      submit="Save"
      onSubmit={save}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="From"
          type="time"
          value={hours.from}
          error={wrong.from}
          onChange={({ target }) => change({ from: target.value })}
        />
        <Field
          label="To"
          type="time"
          value={hours.to}
          error={wrong.to}
          onChange={({ target }) => change({ to: target.value })}
        />
      </div>
      <Select
        label="Time zone"
        className="max-w-full"
        value={hours.timeZone}
        options={zones}
        onChange={({ target }) => change({ timeZone: target.value })}
      />
      <fieldset>
        <legend className="mb-1 font-medium">On the days when they begin</legend>
        <div className="flex flex-wrap gap-x-4">
          {DAYS.map((day) => (
            <Check
              key={day}
              label={dayName(day)}
              checked={hours.days.includes(day)}
              onChange={(isOn) =>
                change({ days: isOn ? [...hours.days, day] : hours.days.filter((each) => each !== day) })
              }
            />
          ))}
        </div>
        {wrong.days && <p className="text-crit">{wrong.days}</p>}
      </fieldset>
      <Check
        label="Critical alerts come through"
        checked={hours.allowCritical}
        onChange={(allowCritical) => change({ allowCritical })}
      />
      {Object.keys(found).length === 0 && <p className="text-muted">{quietWords(hours)}</p>}
    </EditDialog>
  );
}
