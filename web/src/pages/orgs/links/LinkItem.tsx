import { Button } from "@/kit/Button";
import { Time } from "@/kit/Time";
import { moment } from "@/words/times";
import type { Share } from "./shares";
import { shownBy } from "./words";

/** One link: its name, what it shows, when it was made, and when it ends. */
export function LinkItem({
  share,
  names,
  onRevoke,
}: {
  share: Share;
  names: ReadonlyMap<string, string>;
  onRevoke: () => void;
}) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-hairline border-b py-3">
      <div className="grid min-w-0 gap-0.5">
        <strong className="wrap-anywhere">{share.name}</strong>
        <span className="wrap-anywhere">{shownBy(share, names)}</span>
        <span>
          Ends <Time at={share.expiresAt} />
          <span className="text-muted">, {moment(share.expiresAt)}</span>
        </span>
        <span className="text-muted">Made {moment(share.createdAt)}</span>
      </div>
      <Button onClick={onRevoke} aria-label={`Revoke ${share.name}`}>
        Revoke
      </Button>
    </li>
  );
}
