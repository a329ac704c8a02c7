const SHAPES = {
  triangle: { path: "M8 1.500 15 14H1z", filled: true },
  diamond: { path: "M8 1l7 7-7 7-7-7z", filled: true },
  circle: { path: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z", filled: false },
  check: { path: "M2 8.500 6 12.500 14 4", filled: false },
  arrows: { path: "M5 14V2M2 5l3-3 3 3M11 2v12M8 11l3 3 3-3", filled: false },
  plus: { path: "M8 2v12M2 8h12", filled: false },
  minus: { path: "M2 8h12", filled: false },
  broken: { path: "M3 3l10 10M13 3 3 13", filled: false },
  link: { path: "M2 8h12M10 4l4 4-4 4", filled: false },
} as const;

/** The shapes there are. */
export type ShapeName = keyof typeof SHAPES;

/** A shape beside the word that says the same, so that nothing is told by a colour alone. */
export function Shape({ name, color }: { name: ShapeName; color: string }) {
  const { path, filled } = SHAPES[name];
  return (
    <svg
      viewBox="0 0 16 16"
      className={`size-3.5 shrink-0 self-center ${color}`}
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} fill={filled ? "currentColor" : "none"} stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
