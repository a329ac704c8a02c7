import { useState } from "react";
import { useAlerting } from "./alerting";
import { EditDialog } from "./EditDialog";
import { NoteField, wrongNote } from "./NoteField";
import { ruleWords } from "./ruleWords";
import { type Rule, withChanged } from "./settings";
import { UntilFields } from "./UntilFields";
import { useEdit } from "./useEdit";
import { useUntil } from "./useUntil";

/** Silences a rule until a moment, with a note. */
export function MuteRuleDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { ahead, limits } = useAlerting();
  const editing = useEdit(onClose);
  const choosing = useUntil(rule.mute?.until, ahead);
  const [first] = useState(rule.mute?.note ?? "");
  const [note, setNote] = useState(first);
  function save() {
    const until = choosing.end();
    if (!until || wrongNote(note)) return;
    const mute = { until, note: note.trim() };
    void editing.run((now) => withChanged(now, rule.id, { mute }), "The rule is muted.");
  }
  return (
    <EditDialog
      title="Mute a rule"
      editing={editing}
      isDirty={choosing.isDirty || note !== first}
      submit="Mute"
      onSubmit={save}
      onClose={onClose}
    >
      <p>
        {ruleWords(rule, limits)}. Its alerts open and close as ever and are listed here; messages wait. What
        is open at the end is told then.
      </p>
      <UntilFields choosing={choosing} />
      <NoteField value={note} error={wrongNote(note)} onChange={setNote} />
    </EditDialog>
  );
}
