import { type ReactNode, type SubmitEvent, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { LeaveDialog } from "./LeaveDialog";
import { SaveTrouble } from "./SaveTrouble";
import type { Editing } from "./useEdit";
import { useLeaveGuard } from "./useLeaveGuard";

/**
 * A dialog in which something is changed. It closes only when that is saved, or nobody wants it any more;
 * what is wrong gets the focus.
 */
export function EditDialog({
  title,
  editing,
  isDirty,
  submit,
  act,
  wide = false,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  editing: Editing;
  /** Whether anything has been typed that closing would lose. */
  isDirty: boolean;
  /** What saving is called. */
  submit: string;
  /** What else can be done. */
  act?: ReactNode;
  wide?: boolean;
  /** Saves; whether there was anything wrong with what was typed is seen by `aria-invalid`. */
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [isAsking, setAsking] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const [isLeft, setLeft] = useState(false);
  const isGuarded = isDirty && !editing.isSaved && !isLeft;
  useLeaveGuard(
    isGuarded,
    useCallback(() => setAsking(true), []),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt, and each refusal, looks anew.
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempts, editing.error]);
  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (editing.isBusy) return;
    setAttempts(attempts + 1);
    onSubmit();
  }
  function leave() {
    setLeft(true);
    onClose();
  }
  const close = () => (isGuarded ? setAsking(true) : onClose());
  return (
    <Dialog title={title} wide={wide} onClose={close}>
      <form ref={form} onSubmit={send} noValidate className="grid gap-5">
        {children}
        <SaveTrouble editing={editing} />
        <p className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={editing.isBusy}>
            {submit}
          </Button>
          <Button onClick={close}>Cancel</Button>
          {act}
        </p>
      </form>
      {isAsking && <LeaveDialog onStay={() => setAsking(false)} onLeave={leave} />}
    </Dialog>
  );
}
