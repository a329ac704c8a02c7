import type { State } from "@/words/states";

const FILLS: Record<State, string> = {
  exceeded: "fill-fill-crit",
  critical: "fill-fill-crit",
  warning: "fill-fill-warn",
  ok: "fill-muted",
  unlimited: "fill-muted",
  notProvisioned: "fill-muted",
  unknown: "fill-muted",
};

/**
 * How much is used, as a bar with marks at 60 and 80 percent. More than everything is a full bar with a notch
 * beyond its end; no reading, or nothing to use, is no bar. The words beside it say the same.
 */
export function Meter({ percent, state }: { percent: number | null | undefined; state: State }) {
  const isDrawn = typeof percent === "number" && state !== "unknown" && state !== "notProvisioned";
  const width = isDrawn ? Math.min(100, Math.max(percent > 0 ? 1 : 0, percent)) : 0;
  return (
    <div className="flex items-center gap-0.5">
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 w-full min-w-0" aria-hidden="true">
        <rect
          width="100"
          height="8"
          rx="2"
          className={isDrawn ? "fill-track" : "fill-none stroke-control"}
          strokeDasharray={isDrawn ? undefined : "3 3"}
          strokeWidth={isDrawn ? undefined : "1"}
        />
        <rect width={width} height="8" rx="2" className={FILLS[state]} />
        {isDrawn && <path d="M60 0v8M80 0v8" className="stroke-bg" strokeWidth="0.5" />}
      </svg>
      {/* Its room is kept where nothing is over, so that all bars are of one length. */}
      <svg viewBox="0 0 6 8" className="h-2 w-1.5 shrink-0" aria-hidden="true">
        {isDrawn && percent > 100 && <path d="M0 0l6 4-6 4z" className="fill-fill-crit" />}
      </svg>
    </div>
  );
}
