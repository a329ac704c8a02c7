import type { Course } from "./course";
import type { Plot } from "./plot";

/** Where the reading is that is looked at. */
export function Cursor({ course, position, plot }: { course: Course; position: number; plot: Plot }) {
  const x = plot.x(course.at[position] ?? 0);
  const used = course.used[position];
  return (
    <g stroke="currentColor" className="text-text">
      <path d={`M${x} ${plot.top}V${plot.bottom}`} strokeDasharray="2 2" />
      {typeof used === "number" && (
        <circle cx={x} cy={plot.y(used)} r="4" fill="currentColor" stroke="var(--bg)" strokeWidth="1.5" />
      )}
    </g>
  );
}
