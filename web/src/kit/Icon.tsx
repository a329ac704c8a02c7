/** Outlines on a grid of 16 by 16, drawn with the text's colour. */
const PATHS = {
  refresh: "M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 1.5v3h-3",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14",
  pin: "M9.5 1.5l5 5-3 1-2.5 2.5-.5 3.5-6-6 3.500-.5L8.500 4.500zM5 11l-3.500 3.500",
  external: "M9 2h5v5M14 2 7.500 8.500M12 9.500V14H2V4h4.500",
  download: "M8 2v8M4.500 7 8 10.500 11.500 7M2.500 13.500h11",
  close: "M3.500 3.500l9 9M12.500 3.500l-9 9",
  copy: "M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3",
  chevron: "M4 6l4 4 4-4",
  check: "M3 8.500 6.500 12 13 4.500",
  rows: "M2 4h12M2 8h12M2 12h12",
  cards: "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z",
  user: "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.500 14a5.500 5.500 0 0 1 11 0",
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.500V11M8 5v.5",
  alert: "M8 2 1.500 13.500h13zM8 6.500v3M8 11.500v.5",
} as const;

/** The icons there are. */
export type IconName = keyof typeof PATHS;

/** An icon beside words that say the same; alone it needs a label on what holds it. */
export function Icon({ name, className = "size-4" }: { name: IconName; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" className={`shrink-0 ${className}`} aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
