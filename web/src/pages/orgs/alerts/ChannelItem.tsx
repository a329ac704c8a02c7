import { useState } from "react";
import { Button } from "@/kit/Button";
import { useAlerting } from "./alerting";
import { ChangeTrouble } from "./ChangeTrouble";
import { ChannelHealthWords } from "./ChannelHealthWords";
import { ChannelTest } from "./ChannelTest";
import { CHANNEL_WORDS } from "./channels";
import type { Channel } from "./settings";
import { useOpened } from "./useOpened";

/** One channel: where it leads, how it works, and what can be done with it. */
export function ChannelItem({ channel }: { channel: Channel }) {
  const { address, alerts, save } = useAlerting();
  const { open } = useOpened();
  const [error, setError] = useState<unknown>();
  const { id, kind, name } = channel;
  const health = alerts.health[id];
  const where = channel.kind === "email" ? (channel.to ?? address) : channel.url;
  const enable = () =>
    save(alerts, (now) => now, `${name} is tried again with the next message.`, false).then(
      () => setError(undefined),
      setError,
    );
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-hairline border-b py-3">
      <div className="grid min-w-0 gap-0.5">
        <p className="wrap-anywhere font-medium">{name}</p>
        <p className="wrap-anywhere text-muted">
          {CHANNEL_WORDS[kind]}
          {where && ` to ${where}`}
        </p>
        {kind !== "email" && <ChannelHealthWords health={health} />}
        <ChannelTest channel={channel} />
        <ChangeTrouble error={error} />
      </div>
      <div className="flex flex-wrap gap-2" data-print="no">
        {health?.disabledAt && (
          <Button onClick={enable} aria-label={`Enable ${name}`}>
            Enable
          </Button>
        )}
        <Button onClick={() => open({ channel: id })} aria-haspopup="dialog" aria-label={`Edit ${name}`}>
          Edit
        </Button>
        {alerts.channels?.some((each) => each.id === id) && (
          <Button onClick={() => open({ remove: id })} aria-haspopup="dialog" aria-label={`Remove ${name}`}>
            Remove
          </Button>
        )}
      </div>
    </li>
  );
}
