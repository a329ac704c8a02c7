import { Button } from "@/kit/Button";
import { useAlerting } from "./alerting";
import { ChannelItem } from "./ChannelItem";
import { Section } from "./Section";
import { useOpened } from "./useOpened";

/** The API keeps so many. */
const MOST = 10;

/** Where messages go, and how that works. */
export function Channels() {
  const { alerts, channels } = useAlerting();
  const { open } = useOpened();
  const add = channels.length < MOST && (
    <Button onClick={() => open({ channel: "new" })} aria-haspopup="dialog">
      Add a channel
    </Button>
  );
  return (
    <Section title="Channels" act={add}>
      {alerts.channels?.length === 0 && (
        <p className="text-muted">No channel is set, so messages go to your own address.</p>
      )}
      {channels.length >= MOST && (
        <p className="text-muted">There are {MOST} channels, which is the most. Remove one to add another.</p>
      )}
      <ul className="grid border-hairline border-t">
        {channels.map((channel) => (
          <ChannelItem key={channel.id} channel={channel} />
        ))}
      </ul>
    </Section>
  );
}
