import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { Dialog } from "@/kit/Dialog";
import { useAlerting } from "./alerting";
import { ChannelDialog } from "./ChannelDialog";
import { MuteLimitDialog } from "./MuteLimitDialog";
import { MuteRuleDialog } from "./MuteRuleDialog";
import { QuietHoursDialog } from "./QuietHoursDialog";
import { RemoveChannelDialog } from "./RemoveChannelDialog";
import { RuleDialog } from "./RuleDialog";
import { scopeKey } from "./settings";
import { TemporaryDialog } from "./TemporaryDialog";
import { HoldContext } from "./useLeaveGuard";
import { type Opened, useOpened, useWayBack } from "./useOpened";

/** What the address has open; what is being edited stays so until it is saved or discarded. */
export function OpenedDialog({ isReady }: { isReady: boolean }) {
  const { opened } = useOpened();
  useWayBack(opened);
  const [held, setHeld] = useState<Opened>();
  const now = useRef(opened);
  useLayoutEffect(() => {
    now.current = opened;
  });
  const hold = useCallback((isHeld: boolean) => setHeld(isHeld ? now.current : undefined), []);
  return (
    <HoldContext value={hold}>
      <OpenedAs opened={held ?? opened} isReady={isReady} />
    </HoldContext>
  );
}

/** The dialog; what names a limit is shown only once the limits are known. */
function OpenedAs({ opened, isReady }: { opened: Opened; isReady: boolean }) {
  const { alerts, channels, limits } = useAlerting();
  const { close } = useOpened();
  const { rule, limit, add, mute, silence, temporary, channel, remove, quiet } = opened;
  const wanted = rule ?? silence ?? temporary;
  const known = alerts.rules.find(({ id }) => id === wanted);
  const isGone =
    (wanted !== undefined && !known) ||
    (channel !== undefined && channel !== "new" && !channels.some(({ id }) => id === channel));
  if (isGone) return <Gone onClose={close} />;
  if (rule && known) return <RuleDialog key={rule} rule={known} onClose={close} />;
  if (silence && known) return <MuteRuleDialog rule={known} onClose={close} />;
  if (temporary && known) return <TemporaryDialog rule={known} onClose={close} />;
  if (quiet) return <QuietHoursDialog onClose={close} />;
  if (channel) {
    return <ChannelDialog channel={channels.find(({ id }) => id === channel)} onClose={close} />;
  }
  const removed = channels.find(({ id }) => id === remove);
  if (removed) return <RemoveChannelDialog channel={removed} onClose={close} />;
  if (!isReady) return null;
  if (add) return <RuleDialog key="add" scope={add} onClose={close} />;
  if (limit) {
    const scope = `limit:${limit}`;
    const own = alerts.rules.find(
      (each) => each.condition.kind === "level" && scopeKey(each.scope) === scope,
    );
    return <RuleDialog key={scope} rule={own} scope={scope} onClose={close} />;
  }
  const muted = limits.find(({ name }) => name === mute);
  if (muted) return <MuteLimitDialog limit={muted} onClose={close} />;
  return mute ? <Gone onClose={close} /> : null;
}

function Gone({ onClose }: { onClose: () => void }) {
  const { limits } = useAlerting();
  return (
    <Dialog title="It is not there" onClose={onClose}>
      <p>
        {limits.length > 0
          ? "What this address names has been removed, or never was."
          : "The org’s limits are not known yet: they come with its first reading."}
      </p>
    </Dialog>
  );
}
