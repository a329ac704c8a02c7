import { extent } from "d3-array";
import { line } from "d3-shape";
import type { Trend } from "./reading";

const WIDTH = 96;
const HEIGHT = 24;

/**
 * The course of a limit since the page was opened; the words beside it say the same. Its height stands for
 * `least` at least, so that next to nothing looks like next to nothing.
 */
export function Sparkline({ points, least }: Trend & { least: number }) {
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  const values = points.map(([, used]) => used);
  const [low = 0, high = 0] = extent(values);
  const span = Math.max(high - low, least);
  const x = (at: number) => (last > first ? ((at - first) / (last - first)) * (WIDTH - 4) + 2 : WIDTH / 2);
  const y = (used: number) => HEIGHT - 3 - ((used - low) / span) * (HEIGHT - 6);
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
