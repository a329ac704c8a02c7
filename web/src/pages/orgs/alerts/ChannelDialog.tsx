import { useState } from "react";
import { Field } from "@/kit/Field";
import { Notice } from "@/kit/Notice";
import { Select } from "@/kit/Select";
import { useAlerting } from "./alerting";
import { CHANNEL_WORDS, URL_HINTS } from "./channels";
import { refusedField } from "./draft";
import { EditDialog } from "./EditDialog";
import { type Channel, newId, withChannel } from "./settings";
import { useEdit } from "./useEdit";

type Wrong = { name?: string; url?: string };

/** A channel, or a new one. The address of one that posts is never shown whole again; what is cut is kept. */
export function ChannelDialog({ channel, onClose }: { channel: Channel | undefined; onClose: () => void }) {
  const { address, channels } = useAlerting();
  const editing = useEdit(onClose);
  const known = channel && channel.kind !== "email" ? channel.url : "";
  const [kind, setKind] = useState<Channel["kind"]>(channel?.kind ?? "webhook");
  const [name, setName] = useState(channel?.name ?? "");
  const [url, setUrl] = useState(known);
  const [wrong, setWrong] = useState<Wrong>({});
  const refused = refusedField(editing.error);
  const shown: Wrong = { ...(refused && { [refused[0]]: refused[1] }), ...wrong };
  function save() {
    const found = wrongChannel(kind, name, url);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const id = channel?.id ?? newId(name, channels);
    const saved: Channel =
      kind === "email"
        ? { kind, id, name: name.trim(), to: channel?.kind === "email" ? (channel.to ?? null) : null }
        : { kind, id, name: name.trim(), url: url.trim() };
    const words = `${name.trim()}: ${channel ? "changed" : "added"}.`;
    // The address that was there before cannot be brought back: nobody is shown it.
    void editing.run((now) => withChannel(now, saved), words, kind === "email" || url === known);
  }
  return (
    <EditDialog
      title={channel ? `Channel ${channel.name}` : "A new channel"}
      editing={editing}
      isDirty={name !== (channel?.name ?? "") || url !== known}
      submit={channel ? "Save" : "Add"}
      onSubmit={save}
      onClose={onClose}
    >
      {!channel && (
        <Select
          label="Kind"
          value={kind}
          onChange={({ target }) => setKind(target.value as Channel["kind"])}
          options={Object.entries(CHANNEL_WORDS)}
        />
      )}
      <Field
        label="Name"
        hint="As you want to read it here."
        value={name}
        error={shown.name}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      {kind === "email" ? (
        <Notice>
          <p>
            Mails go to your own address{address && `, ${address}`}: it is the only one that is known to be
            yours.
          </p>
        </Notice>
      ) : (
        <Field
          label="Address"
          hint={
            known
              ? "It is not shown whole, because whoever knows it may post there. Leave it so to keep it."
              : URL_HINTS[kind]
          }
          type="url"
          value={url}
          error={shown.url}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setUrl(target.value)}
        />
      )}
    </EditDialog>
  );
}

function wrongChannel(kind: Channel["kind"], name: string, url: string): Wrong {
  const length = [...name.trim()].length;
  return {
    ...(length >= 1 && length <= 80 ? {} : { name: "Enter a name of 1 to 80 characters." }),
    ...(kind === "email" || url.trim() !== "" ? {} : { url: "Enter the address to post to." }),
  };
}
