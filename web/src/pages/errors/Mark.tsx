import type { Level, Status } from "./reports";

type Drawn = { word: string; color: string; path: string; isFilled: boolean };

const RING = "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z";

/** A shape and a word for each, so that none is told by its colour alone (WCAG 1.4.1). */
const MARKS: Record<Level | Status, Drawn> = {
  fatal: { word: "Fatal", color: "text-crit", path: "M5 1h6l4 4v6l-4 4H5l-4-4V5z", isFilled: true },
  error: { word: "Error", color: "text-crit", path: "M8 1.500 15 14H1z", isFilled: true },
  warning: { word: "Warning", color: "text-warn", path: "M8 1l7 7-7 7-7-7z", isFilled: true },
  info: { word: "Info", color: "text-accent", path: RING, isFilled: true },
  debug: { word: "Debug", color: "text-muted", path: RING, isFilled: false },
  open: { word: "Open", color: "text-text", path: `${RING}M8 5v3.500M8 10.500v.5`, isFilled: false },
  resolved: { word: "Resolved", color: "text-ok", path: "M3 8.500 6.500 12 13 4.500", isFilled: false },
  muted: { word: "Muted", color: "text-muted", path: `${RING}M4 12 12 4`, isFilled: false },
};

/** What a severity or a state of a group is called. */
export function wordOf(what: Level | Status): string {
  return MARKS[what].word;
}

/** The mark of a severity, or of a group's state: its shape and its word. */
export function Mark({ of }: { of: Level | Status }) {
  const { word, color, path, isFilled } = MARKS[of];
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium ${color}`}>
      <svg viewBox="0 0 16 16" className="size-3.5 shrink-0" aria-hidden="true" focusable="false">
        <path d={path} fill={isFilled ? "currentColor" : "none"} stroke="currentColor" strokeWidth="1.5" />
      </svg>
      {word}
    </span>
  );
}
