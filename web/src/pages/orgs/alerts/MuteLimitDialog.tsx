import { useId, useState } from "react";
import { Notice } from "@/kit/Notice";
import { useAlerting } from "./alerting";
import { EditDialog } from "./EditDialog";
import { NoteField, wrongNote } from "./NoteField";
import { Radio } from "./Radio";
import { KIND_WORDS, listWords, ruleWords, scopeWords } from "./ruleWords";
import {
  type Edit,
  governing,
  isOfOrg,
  KINDS,
  type KnownLimit,
  withChanged,
  withMutedLimit,
} from "./settings";
import { UntilFields } from "./UntilFields";
import { useEdit } from "./useEdit";
import { useUntil } from "./useUntil";

/**
 * Silences what is told of a limit. Where only wider rules hold for it, it can get rules of its own, so that
 * nothing else falls silent.
 */
export function MuteLimitDialog({ limit, onClose }: { limit: KnownLimit; onClose: () => void }) {
  const { ahead, limits } = useAlerting();
  const editing = useEdit(onClose);
  const held = KINDS.filter((kind) => !isOfOrg(kind))
    .map((kind) => governing(editing.seen.rules, kind, limit))
    .filter((rule) => rule !== undefined);
  const wider = held.filter(({ scope }) => !("limit" in scope));
  const muted = held.find(({ scope, mute }) => mute && "limit" in scope)?.mute;
  const choosing = useUntil(muted?.until, ahead);
  const [first] = useState(muted?.note ?? "");
  const [note, setNote] = useState(first);
  const [isWide, setWide] = useState(false);
  const name = useId();
  const kinds = held.map(({ condition }) => condition.kind);
  function save() {
    const until = choosing.end();
    if (!until || wrongNote(note)) return;
    const mute = { until, note: note.trim() };
    const all: Edit = (now) => held.reduce((left, { id }) => withChanged(left, id, { mute }), now);
    const alone: Edit = (now) => withMutedLimit(now, limit, kinds, mute);
    const words = isWide ? "The rules are muted." : `${limit.label} is muted.`;
    void editing.run(isWide ? all : alone, words);
  }
  const names = listWords(wider.map((rule) => KIND_WORDS[rule.condition.kind].toLowerCase()));
  const scopes = [...new Set(wider.map(({ scope }) => scopeWords(scope, limits)))];
  return (
    <EditDialog
      title={`Mute ${limit.label}`}
      editing={editing}
      isDirty={choosing.isDirty || note !== first || isWide}
      submit="Mute"
      onSubmit={save}
      onClose={onClose}
    >
      {held.length === 0 && (
        <Notice>
          <p>No rule holds for this limit, so nothing is told of it anyway.</p>
        </Notice>
      )}
      {wider.length > 0 && (
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-medium">What</legend>
          <Radio
            name={name}
            label="This limit alone"
            hint={`It gets rules of its own (${names}), the same but for the silence. They stay afterwards.`}
            checked={!isWide}
            onChoose={() => setWide(false)}
          />
          <Radio
            name={name}
            label={`The rules that hold for it, for ${listWords(scopes)}`}
            hint={wider.map((rule) => `${ruleWords(rule, limits)}.`).join(" ")}
            checked={isWide}
            onChoose={() => setWide(true)}
          />
        </fieldset>
      )}
      {wider.length === 0 && held.length > 0 && (
        <p>
          {held.map((rule) => `${ruleWords(rule, limits)}.`).join(" ")} What is open at the end is told then.
        </p>
      )}
      <UntilFields choosing={choosing} />
      <NoteField value={note} error={wrongNote(note)} onChange={setNote} />
    </EditDialog>
  );
}
