import type { State } from "@/words/states";

const FILLS: Record<State, string> = {
  exceeded: "fill-fill-crit",
  critical: "fill-fill-crit",
  warning: "fill-fill-warn",
  ok: "fill-control",
  unlimited: "fill-control",
  notProvisioned: "fill-control",
  unknown: "fill-control",
};

/**
 * How much is used, as a bar with marks at 60 and 80 percent. More than everything is a full bar with a notch
 * beyond its end; no reading, or nothing to use, is no bar. The words beside it say the same.
 */
export function Meter({ percent, state }: { percent: number | null | undefined; state: State }) {
  const isDrawn = typeof percent === "number" && state !== "unknown" && state !== "notProvisioned";
  const width = isDrawn ? Math.min(100, Math.max(percent > 0 ? 1 : 0, percent)) : 0;
  return (
    <svg viewBox="0 0 108 8" preserveAspectRatio="none" className="h-2 w-full" aria-hidden="true">
      <rect
        x="0"
        y="0"
        width="100"
        height="8"
        rx="2"
        className={isDrawn ? "fill-track" : "fill-none stroke-control"}
        strokeDasharray={isDrawn ? undefined : "3 3"}
        strokeWidth={isDrawn ? undefined : "1"}
      />
      <rect x="0" y="0" width={width} height="8" rx="2" className={FILLS[state]} />
      {isDrawn && <path d="M60 0v8M80 0v8" className="stroke-bg" strokeWidth="1" />}
      {isDrawn && percent > 100 && <path d="M103 0l5 4-5 4z" className="fill-fill-crit" />}
    </svg>
  );
}
