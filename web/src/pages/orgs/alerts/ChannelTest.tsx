import { Button } from "@/kit/Button";
import { Trouble } from "@/kit/Trouble";
import { useAlerting } from "./alerting";
import { failureWords, outcomeOf } from "./channels";
import type { Channel } from "./settings";
import { useChannelTest } from "./useChannelTest";

/** Sends a test message to a channel, and says what has come of it. */
export function ChannelTest({ channel }: { channel: Channel }) {
  const { address, alerts } = useAlerting();
  const { id, name } = channel;
  const health = alerts.health[id];
  const { test, send } = useChannelTest(channel, health);
  const outcome = test.isSent ? outcomeOf(test.before, health) : undefined;
  const words = () => {
    if (!test.isSent) return "";
    if (channel.kind === "email") return `A test mail is on its way to ${channel.to ?? address}.`;
    if (outcome === "ok") return "The test message was accepted.";
    if (outcome === "failed" && health) return `The test message failed: ${failureWords(health)}.`;
    return test.isWaiting
      ? "The test message is on its way…"
      : "The test message has not been accepted yet; it is tried again. What comes of it will stand here.";
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1" data-print="no">
      <Button look="quiet" className="-ml-3" busy={test.isBusy} onClick={send} aria-label={`Test ${name}`}>
        Send a test message
      </Button>
      <span role="status">{words()}</span>
      {test.error !== undefined && <Trouble error={test.error} />}
    </div>
  );
}
