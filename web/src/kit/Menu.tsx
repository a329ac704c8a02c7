import { type ReactNode, useId, useRef } from "react";
import { Button } from "./Button";
import { Icon } from "./Icon";

/**
 * A button that shows what belongs to it, by the browser's own popover: it closes by Escape, by a click
 * outside and by the choice of anything inside.
 */
export function Menu({ label, children }: { label: ReactNode; children: ReactNode }) {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  return (
    <span className="relative inline-block">
      <Button popoverTarget={id}>
        {label}
        <Icon name="chevron" className="size-3" />
      </Button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: choosing an item inside closes the menu. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on an item is a click, too. */}
      <div
        id={id}
        ref={popover}
        popover="auto"
        onToggle={(event) => event.newState === "open" && place(event.currentTarget)}
        onClick={() => popover.current?.hidePopover()}
        className="m-0 min-w-44 rounded-md border border-hairline bg-bg p-1 text-text shadow-lg"
      >
        {children}
      </div>
    </span>
  );
}

/** The classes of an item of a menu. */
export const menuItemClass =
  "flex min-h-9 w-full items-center gap-2 rounded-sm px-3 py-1 text-left text-text no-underline " +
  "hover:bg-surface focus-visible:bg-surface pointer-coarse:min-h-11";

/** Below its button, and never beyond the window's edge. Anchor positioning is not everywhere yet. */
function place(popover: HTMLElement): void {
  const button = document.querySelector(`[popovertarget="${popover.id}"]`)?.getBoundingClientRect();
  if (!button) return;
  const left = Math.min(button.left, window.innerWidth - popover.offsetWidth - 8);
  popover.style.left = `${Math.max(8, left)}px`;
  popover.style.top = `${button.bottom + 4}px`;
}
