import { useEffect, useRef, useState } from "react";
import { Refused } from "@/api/Refused";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { type Change, useAlerting } from "./alerting";
import { isAnyOpen, useOpened } from "./useOpened";
import { useToast } from "./useToast";

/**
 * Says what has been changed, and takes it back. It goes after ten seconds, but never from below the pointer
 * or the focus, which comes to it where a change was made by the keyboard.
 */
export function UndoToast({
  change,
  isCovered,
  onEnd,
}: {
  change: Change | undefined;
  /** Whether something else has to be done first. */
  isCovered: boolean;
  onEnd: () => void;
}) {
  const { save } = useAlerting();
  const isBehind = isAnyOpen(useOpened().opened) || isCovered;
  const toast = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState("");
  const { hold, release, leave } = useToast(toast, isBehind ? undefined : change, onEnd);
  useEffect(() => {
    if (change) setTrouble("");
  }, [change]);
  async function undo() {
    if (!change?.undo) return;
    try {
      await save(change.undo.seen, change.undo.edit, "Undone: all is as it was before.", false);
    } catch (error) {
      const isConflict = error instanceof Refused && error.code === "conflict";
      setTrouble(
        isConflict
          ? "Not undone, because the alerts were changed from elsewhere meanwhile."
          : `Not undone. ${error instanceof Error ? error.message : ""}`,
      );
    }
  }
  return (
    <div
      className="pointer-events-none fixed inset-x-0 bottom-4 z-10 flex justify-center px-4"
      data-print="no"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is there. */}
      <div
        ref={toast}
        tabIndex={-1}
        onPointerEnter={hold}
        onPointerLeave={release}
        onFocus={hold}
        onBlur={release}
        onKeyDown={(event) => event.key === "Escape" && leave()}
        className={
          change
            ? `pointer-events-auto flex max-w-full flex-wrap items-center gap-x-4 gap-y-2 rounded-md border
              border-control bg-bg py-2 pr-2 pl-4 shadow-lg`
            : undefined
        }
      >
        <p role="status" className="min-w-0">
          {trouble || change?.words}
        </p>
        {change?.undo && !trouble && <Button onClick={undo}>Undo</Button>}
        {change && (
          <Button look="quiet" aria-label="Close the message" onClick={leave}>
            <Icon name="close" />
          </Button>
        )}
      </div>
    </div>
  );
}
