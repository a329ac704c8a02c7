import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Trouble } from "@/kit/Trouble";
import { type Share, useRevoking } from "./shares";

/** Asks once more, because a link that was sent cannot be brought back to life. */
export function RevokeDialog({
  share,
  onClose,
  onRevoked,
}: {
  share: Share;
  onClose: () => void;
  onRevoked: () => void;
}) {
  const revoking = useRevoking(onRevoked);
  return (
    <Dialog title={`Revoke “${share.name}”?`} onClose={onClose}>
      <p>
        Whoever has it sees nothing from the next look on, displays and Prometheus too. It cannot be undone.
      </p>
      {revoking.error && <Trouble error={revoking.error} />}
      <p className="flex flex-wrap gap-2">
        <Button look="danger" busy={revoking.isPending} onClick={() => revoking.mutate(share.id)}>
          Revoke the link
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </p>
    </Dialog>
  );
}
