import { useUrlState } from "@/app/useUrlState";
import { Button } from "@/kit/Button";
import { Fact } from "@/limits/Fact";
import { useAlerting } from "./alerting";
import { LimitSelect } from "./LimitSelect";
import { conditionWords, KIND_WORDS, scopeWords } from "./ruleWords";
import { Section } from "./Section";
import { governing, isOfOrg, KINDS, type Rule } from "./settings";
import { useOpened } from "./useOpened";

/** Which rules hold for one limit: of each kind the most specific one. */
export function RulesOfLimit() {
  const { alerts, limits } = useAlerting();
  const [{ of }, change] = useUrlState();
  const { open } = useOpened();
  const limit = limits.find(({ name }) => name === of);
  const held = limit
    ? KINDS.filter((kind) => !isOfOrg(kind)).map((kind) => ({
        kind,
        rule: governing(alerts.rules, kind, limit),
      }))
    : [];
  const source = ({ scope }: Rule) => `the rule for ${scopeWords(scope, limits)}`;
  return (
    <Section title="Which rules hold for a limit">
      <p className="text-muted">
        Of the rules of one kind the most specific one holds: a limit’s own, else its area’s, else the org’s.
      </p>
      <LimitSelect
        label="Limit"
        limits={limits}
        value={of ?? ""}
        none="Choose a limit"
        onChoose={(name) => change({ of: name })}
      />
      {limit && (
        <dl className="grid gap-3 sm:grid-cols-2">
          {held.map(({ kind, rule }) => (
            <Fact key={kind} name={KIND_WORDS[kind]}>
              {rule ? `${conditionWords(rule.condition, limit.unit)}, by ${source(rule)}.` : "No rule."}
            </Fact>
          ))}
        </dl>
      )}
      {limit && (
        <p className="flex flex-wrap gap-2" data-print="no">
          <Button onClick={() => open({ limit: limit.name })}>Change threshold</Button>
          <Button onClick={() => open({ mute: limit.name })}>Mute {limit.label}</Button>
        </p>
      )}
    </Section>
  );
}
