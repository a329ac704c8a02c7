import { useState } from "react";
import { useAlerting } from "./alerting";
import { ConditionFields } from "./ConditionFields";
import { conditionOf, draftOf, refusedField, type Wrong, wrongCondition } from "./draft";
import { EditDialog } from "./EditDialog";
import { ruleWords } from "./ruleWords";
import { type Rule, withChanged } from "./settings";
import { UntilFields } from "./UntilFields";
import { useEdit } from "./useEdit";
import { useUntil } from "./useUntil";

/** Other thresholds for a while, such as during a migration. */
export function TemporaryDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { ahead, limits } = useAlerting();
  const editing = useEdit(onClose);
  const choosing = useUntil(rule.temporary?.until, ahead);
  const [first] = useState(() =>
    draftOf({ ...rule, condition: rule.temporary?.condition ?? rule.condition }),
  );
  const [draft, setDraft] = useState(first);
  const [wrong, setWrong] = useState<Wrong>({});
  const refused = refusedField(editing.error);
  function save() {
    const found = wrongCondition(draft);
    setWrong(found);
    const until = choosing.end();
    if (!until || Object.keys(found).length > 0) return;
    const temporary = { condition: conditionOf(draft), until };
    void editing.run((now) => withChanged(now, rule.id, { temporary }), "Other thresholds hold for a while.");
  }
  return (
    <EditDialog
      title="Other thresholds for a while"
      wide
      editing={editing}
      isDirty={choosing.isDirty || JSON.stringify(draft) !== JSON.stringify(first)}
      submit="Save"
      onSubmit={save}
      onClose={onClose}
    >
      <p>In place of: {ruleWords(rule, limits)}. The rule falls back to its own thresholds by itself.</p>
      <ConditionFields
        draft={draft}
        wrong={{ ...(refused && { [refused[0]]: refused[1] }), ...wrong }}
        onChange={(some) => {
          setDraft({ ...draft, ...some });
          setWrong({});
        }}
      />
      <UntilFields choosing={choosing} />
    </EditDialog>
  );
}
