import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { useAlerting } from "./alerting";
import { grouped } from "./groups";
import { RuleItem } from "./RuleItem";
import { Section } from "./Section";
import { useOpened } from "./useOpened";

/** The API keeps so many. */
const MOST = 50;

/** The rules, by what they hold for: the whole org, then areas, then single limits. */
export function Rules() {
  const { alerts, limits } = useAlerting();
  const { open } = useOpened();
  const add = alerts.rules.length < MOST && (
    <Button onClick={() => open({ add: "org" })} aria-haspopup="dialog">
      Add a rule
    </Button>
  );
  return (
    <Section title="Rules" act={add}>
      {alerts.rules.length >= MOST && (
        <p className="text-muted">There are {MOST} rules, which is the most. Remove one to add another.</p>
      )}
      {alerts.rules.length === 0 && (
        <EmptyState title="There is no rule">
          <p>Nothing about this org is told to anybody until there is one.</p>
        </EmptyState>
      )}
      {grouped(alerts.rules, limits).map(({ key, title, rules }) => (
        <div key={key} className="grid gap-1">
          <h3 className="font-semibold text-base">{title}</h3>
          <ul className="grid border-hairline border-t">
            {rules.map((rule) => (
              <RuleItem key={rule.id} rule={rule} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
