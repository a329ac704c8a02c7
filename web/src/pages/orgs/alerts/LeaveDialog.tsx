import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";

/** Asks once more before something that is not saved is lost. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Dialog title="Leave without saving?" onClose={onStay}>
      <p>What you have changed here is not saved.</p>
      <p className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onStay}>
          Go on editing
        </Button>
        <Button look="danger" onClick={onLeave}>
          Discard the changes
        </Button>
      </p>
    </Dialog>
  );
}
