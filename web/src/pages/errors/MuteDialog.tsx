import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field } from "@/kit/Field";
import { moreOf } from "./decisions";

/** Asks how many times more a group has to be seen before it counts as open again. */
export function MuteDialog({ onClose, onMute }: { onClose: () => void; onMute: (more: number) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<string>();
  function submit(event: FormEvent) {
    event.preventDefault();
    const more = moreOf(input.current?.value ?? "");
    if (typeof more === "number") return onMute(more);
    setWrong(more);
    input.current?.focus();
  }
  return (
    <Dialog title="Mute until it was seen more often" onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          ref={input}
          label="So many times more"
          inputMode="numeric"
          autoComplete="off"
          defaultValue="100"
          error={wrong}
        />
        <p>
          <Button type="submit" look="primary">
            Mute
          </Button>
        </p>
      </form>
    </Dialog>
  );
}
