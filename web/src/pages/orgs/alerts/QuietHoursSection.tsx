import { useState } from "react";
import { Button } from "@/kit/Button";
import { useAlerting } from "./alerting";
import { ChangeTrouble } from "./ChangeTrouble";
import { quietWords } from "./quiet";
import { Section } from "./Section";
import { useOpened } from "./useOpened";

/** When nobody is told anything. */
export function QuietHoursSection() {
  const { alerts, save } = useAlerting();
  const { open } = useOpened();
  const [error, setError] = useState<unknown>();
  const remove = () =>
    save(alerts, (now) => ({ ...now, quietHours: null }), "There are no quiet hours any more.").then(
      () => setError(undefined),
      setError,
    );
  const hours = alerts.quietHours;
  const act = (
    <span className="flex flex-wrap gap-2">
      <Button onClick={() => open({ quiet: "yes" })} aria-haspopup="dialog">
        {hours ? "Edit quiet hours" : "Set quiet hours"}
      </Button>
      {hours && <Button onClick={remove}>Remove quiet hours</Button>}
    </span>
  );
  return (
    <Section title="Quiet hours" act={act}>
      <p>{quietWords(hours)}</p>
      {hours && <p className="text-muted">What is still open at their end is told then, once.</p>}
      <ChangeTrouble error={error} />
    </Section>
  );
}
