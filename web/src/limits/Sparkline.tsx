import { line } from "d3-shape";
import type { Trend } from "./reading";

const WIDTH = 96;
const HEIGHT = 24;

/** The course of a limit since the page was opened. The words beside it say the same. */
export function Sparkline({ points }: Trend) {
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  const values = points.map(([, used]) => used);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (at: number) => (last > first ? ((at - first) / (last - first)) * (WIDTH - 4) + 2 : WIDTH / 2);
  const y = (used: number) =>
    high > low ? HEIGHT - 3 - ((used - low) / (high - low)) * (HEIGHT - 6) : HEIGHT / 2;
  const path = line<readonly [number, number]>(
    ([at]) => x(at),
    ([, used]) => y(used),
  )(points);
  const end = values.at(-1);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-6 w-24 shrink-0" aria-hidden="true">
      <path d={path ?? undefined} className="fill-none stroke-current" strokeWidth="1.5" />
      {end !== undefined && <circle cx={x(last)} cy={y(end)} r="2" className="fill-current" />}
    </svg>
  );
}
