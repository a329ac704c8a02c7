/** Everything that is drawn, by what it stands for. */
export type Layer =
  | "warning"
  | "critical"
  | "grid"
  | "axis"
  | "lastWeek"
  | "over"
  | "range"
  | "ahead"
  | "max"
  | "used"
  | "now"
  | "notes"
  | "openNotes"
  | "text"
  | "strong";

/** How a layer is drawn: its colour, and what tells it apart without one. */
export type Ink = {
  /** A colour of the theme, which follows it without being drawn anew. */
  readonly color: string;
  /** The same where the device replaces all colours by its own few. */
  readonly forced: string;
  /** Whether it is an area and not a line. */
  readonly fill?: true;
  readonly opacity?: number;
  readonly width?: number;
  readonly dash?: string;
};

/** How everything is drawn. Lines differ by width and dashes, areas by place, marks by shape. */
export const INKS: Record<Layer, Ink> = {
  warning: { color: "var(--fill-warn)", forced: "GrayText", fill: true, opacity: 0.12 },
  critical: { color: "var(--fill-crit)", forced: "GrayText", fill: true, opacity: 0.14 },
  grid: { color: "var(--hairline)", forced: "GrayText", width: 1 },
  axis: { color: "var(--control)", forced: "CanvasText", width: 1 },
  lastWeek: { color: "var(--muted)", forced: "GrayText", width: 1.25, dash: "2 2" },
  over: { color: "var(--fill-crit)", forced: "CanvasText", fill: true, opacity: 0.4 },
  range: { color: "var(--accent)", forced: "Highlight", fill: true, opacity: 0.16 },
  ahead: { color: "var(--accent)", forced: "CanvasText", width: 1.75, dash: "5 4" },
  max: { color: "var(--crit)", forced: "CanvasText", width: 1.5, dash: "10 2" },
  used: { color: "var(--accent)", forced: "CanvasText", width: 1.75 },
  now: { color: "var(--text)", forced: "CanvasText", width: 1 },
  notes: { color: "var(--text)", forced: "CanvasText", fill: true },
  openNotes: { color: "var(--text)", forced: "CanvasText", width: 1.25 },
  text: { color: "var(--muted)", forced: "CanvasText", fill: true },
  strong: { color: "var(--text)", forced: "CanvasText", fill: true },
};
