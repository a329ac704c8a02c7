const WIDTH = 96;
const HEIGHT = 24;

/** What was used at some moments, in their order; null where nothing is known. */
export type Points = readonly (readonly [at: number, used: number | null])[];

/**
 * The course of a limit; the words beside it say the same. Its height stands for `least` at least, so that
 * next to nothing looks like next to nothing.
 */
export function Sparkline({ points, least }: { points: Points; least: number }) {
  const known = points.flatMap(([, used]) => used ?? []);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const [first = 0, last = 0] = [points[0]?.[0], points.at(-1)?.[0]];
  const span = Math.max(high - low, least);
  const x = (at: number) => (last > first ? ((at - first) / (last - first)) * (WIDTH - 4) + 2 : WIDTH / 2);
  const y = (used: number) => HEIGHT - 3 - ((used - low) / span) * (HEIGHT - 6);
  let path = "";
  let step = "M";
  for (const [at, used] of points) {
    if (used !== null) path += `${step}${x(at).toFixed(1)} ${y(used).toFixed(1)}`;
    // What is not known is a gap and no line.
    step = used === null ? "M" : "L";
  }
  const end = points.at(-1)?.[1] ?? null;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-6 w-24 shrink-0" aria-hidden="true">
      <path d={path} className="fill-none stroke-current" strokeWidth="1.5" />
      {end !== null && <circle cx={x(last)} cy={y(end)} r="2" className="fill-current" />}
    </svg>
  );
}
