import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./Button";
import { Icon } from "./Icon";

/**
 * The browser's own modal dialog: it keeps the focus, closes with Escape, and gives the focus back. It is
 * open as long as it is on the page.
 */
export function Dialog({
  title,
  onClose,
  children,
  wide = false,
}: {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes the dialog by itself; this is its backdrop.
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={`max-h-[90dvh] w-[min(calc(100vw-2rem),var(--width))] overflow-auto rounded-md border
        border-hairline bg-bg p-0 ${wide ? "[--width:48rem]" : "[--width:30rem]"}`}
    >
      <div className="grid gap-4 p-4 sm:p-6">
        <div className="flex items-start justify-between gap-4">
          <h2 id={id} className="font-semibold text-lg">
            {title}
          </h2>
          <Button look="quiet" aria-label="Close" onClick={onClose} className="-mt-1 -mr-2">
            <Icon name="close" />
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
