import { useState } from "react";
import { useAlerting } from "./alerting";
import { BacktestLine } from "./BacktestLine";
import { ConditionFields } from "./ConditionFields";
import {
  type Draft,
  draftOf,
  newDraft,
  refusedField,
  ruleOf,
  type Wrong,
  wrongCondition,
  wrongWith,
} from "./draft";
import { EditDialog } from "./EditDialog";
import { KindField } from "./KindField";
import { NumberField } from "./NumberField";
import { KIND_MEANINGS, KIND_WORDS, scopeWords } from "./ruleWords";
import { ScopeField } from "./ScopeField";
import {
  governing,
  isOfOrg,
  KINDS,
  type Kind,
  type KnownLimit,
  type Rule,
  scopeKey,
  scopeOf,
  withRule,
} from "./settings";
import { ToldFields } from "./ToldFields";
import { useEdit } from "./useEdit";

/** A rule, or a new one for a scope: typed, tried on the past, and saved. */
export function RuleDialog({
  rule,
  scope = "org",
  onClose,
}: {
  rule?: Rule | undefined;
  scope?: string;
  onClose: () => void;
}) {
  const { org, limits } = useAlerting();
  const editing = useEdit(onClose);
  const [first] = useState(() => (rule ? draftOf(rule) : startOf(scope, editing.seen.rules, limits)));
  const [draft, setDraft] = useState(first);
  const [wrong, setWrong] = useState<Wrong>({});
  const others = editing.seen.rules.filter(({ id }) => id !== rule?.id);
  const refused = refusedField(editing.error);
  const all = wrongWith(draft, others);
  // That there is such a rule is known before anybody presses a button.
  const shown: Wrong = { ...(refused && { [refused[0]]: refused[1] }), ...wrong };
  if (all.scope) shown.scope = all.scope;
  const change = (some: Partial<Draft>) => {
    setDraft({ ...draft, ...some });
    setWrong({});
  };
  function save() {
    setWrong(all);
    if (Object.keys(all).length > 0) return;
    const saved = ruleOf(draft, rule, others);
    const what = `${KIND_WORDS[draft.kind]}, ${scopeWords(saved.scope, limits)}`;
    void editing.run((now) => withRule(now, saved), `${what}: ${rule ? "changed" : "added"}.`);
  }
  const choose = (kind: Kind) => change({ ...newDraft(kind, isOfOrg(kind) ? "org" : draft.scope) });
  const isUsable = !all.scope && Object.keys(wrongCondition(draft)).length === 0;
  const tried = isUsable ? ruleOf(draft, rule, others) : undefined;
  const name = scopeWords(scopeOf(draft.scope), limits);
  return (
    <EditDialog
      title={rule ? `${KIND_WORDS[draft.kind]}: ${name}` : "A new rule"}
      wide
      editing={editing}
      isDirty={JSON.stringify(draft) !== JSON.stringify(first)}
      submit="Save"
      onSubmit={save}
      onClose={onClose}
    >
      {rule ? (
        <p className="text-muted">{KIND_MEANINGS[draft.kind]}</p>
      ) : (
        <KindField kind={draft.kind} onChoose={choose} />
      )}
      {!isOfOrg(draft.kind) && (
        <ScopeField value={draft.scope} error={shown.scope} onChange={(to) => change({ scope: to })} />
      )}
      <ConditionFields draft={draft} wrong={shown} onChange={change} />
      <BacktestLine org={org} rule={tried} before={rule} rules={others} saved={editing.seen.rules} />
      <NumberField
        label="Not told again for, in minutes"
        hint="After an alert was told and has closed; 60 unless you say otherwise."
        value={draft.coolDownMinutes}
        error={shown.coolDownMinutes}
        onChange={(text) => change({ coolDownMinutes: text })}
      />
      <ToldFields
        chosen={draft.channels}
        error={shown.channels}
        onChange={(to) => change({ channels: to })}
      />
    </EditDialog>
  );
}

/**
 * What a new rule begins with: the level that holds for its limit until now, or a kind that there is no rule
 * of yet.
 */
function startOf(scope: string, rules: readonly Rule[], limits: readonly KnownLimit[]): Draft {
  const { limit: name } = { limit: undefined, ...scopeOf(scope) };
  const known = limits.find((each) => each.name === name);
  const held = known && governing(rules, "level", known);
  if (held) return { ...draftOf(held), scope };
  const isThere = (kind: Kind) =>
    rules.some((rule) => rule.condition.kind === kind && scopeKey(rule.scope) === scope);
  return newDraft(KINDS.find((kind) => !isThere(kind)) ?? "level", scope);
}
