import type { components } from "@/generated/api";
import { Button } from "@/kit/Button";
import { Time } from "@/kit/Time";
import { moment } from "@/words/times";

/** A device on which the account is logged in. */
export type Device = components["schemas"]["Device"];

/** One device: what it is, when it was used, and its end. */
export function DeviceItem({ device, onEnd }: { device: Device; onEnd: () => void }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-hairline border-b py-3">
      <div className="grid min-w-0 gap-0.5">
        <strong>{device.agent}</strong>
        <span>
          Last used <Time at={device.lastUsedAt} />
          <span className="text-muted">, {moment(device.lastUsedAt)}</span>
        </span>
        <span className="text-muted">Logged in {moment(device.createdAt)}</span>
      </div>
      {device.current ? (
        <span className="rounded-sm border border-control px-2 py-0.5 font-medium">This device</span>
      ) : (
        <Button onClick={onEnd} aria-label={`Log out ${device.agent}`}>
          Log out
        </Button>
      )}
    </li>
  );
}
