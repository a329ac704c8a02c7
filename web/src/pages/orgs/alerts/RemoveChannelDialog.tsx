import { useAlerting } from "./alerting";
import { EditDialog } from "./EditDialog";
import { ruleWords } from "./ruleWords";
import { type Channel, onlyToldBy, settingsOf, withoutChannel } from "./settings";
import { useEdit } from "./useEdit";

/** Asks once more before a channel goes: its address is known nowhere else. */
export function RemoveChannelDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { alerts, limits } = useAlerting();
  const editing = useEdit(onClose);
  const isLast = alerts.channels?.length === 1;
  const orphans = onlyToldBy(settingsOf(editing.seen), channel.id);
  const remove = () =>
    void editing.run(
      (now) => withoutChannel(now, channel.id),
      `${channel.name}: removed.`,
      channel.kind === "email",
    );
  return (
    <EditDialog
      title={`Remove ${channel.name}?`}
      editing={editing}
      isDirty={false}
      submit="Remove"
      onSubmit={remove}
      onClose={onClose}
    >
      {channel.kind !== "email" && (
        <p>
          Its address is not kept: to post there again, you need it anew, and a webhook gets another secret.
        </p>
      )}
      {isLast && <p>No channel is left then, so messages go to your own address.</p>}
      {orphans.length > 0 && (
        <div>
          <p>These rules tell nobody else. They will tell all channels that are left:</p>
          <ul className="list-disc pl-5">
            {orphans.map((rule) => (
              <li key={rule.id}>{ruleWords(rule, limits)}</li>
            ))}
          </ul>
        </div>
      )}
      {channel.kind === "email" && !isLast && orphans.length === 0 && (
        <p>You get no more mails about this org.</p>
      )}
    </EditDialog>
  );
}
