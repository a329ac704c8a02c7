import { useEffect, useRef } from "react";
import { preference } from "@/app/preferences";

/** What each key does. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Single keys for those who want them (WCAG 2.1.4): they can be switched off, and they are quiet where
 * somebody types, and while a dialog is open.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || preference("shortcuts") === "off") return;
      if (isTyping(event.target) || document.querySelector("dialog[open], [popover]:popover-open")) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
