import { useId, useMemo } from "react";
import { usePreference } from "@/app/preferences";
import { Cursor } from "./Cursor";
import { draw } from "./drawing";
import { Legend } from "./Legend";
import { Shapes } from "./Shapes";
import type { Subject } from "./subject";
import { readingWords, summaryOf } from "./told";
import { useCursor } from "./useCursor";
import { useWidth } from "./useWidth";

/**
 * The course of a limit: what was used and what was allowed, where it is expected to go, and what happened.
 * It is one stop of the Tab key; arrows go through its readings, and what is looked at is told above it.
 */
export function HistoryChart({
  label,
  height = 200,
  ...given
}: Subject & { label: string; height?: number }) {
  const [place, width] = useWidth<HTMLDivElement>();
  const zone = usePreference("zone");
  const id = useId();
  const subject = useSubject(given);
  // The words at the axis of time depend on the zone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const drawing = useMemo(() => draw(subject, Math.max(width, 200), height), [subject, width, height, zone]);
  const summary = useMemo(() => summaryOf(subject), [subject]);
  const { position, first, last, handlers } = useCursor(subject, drawing);
  const shown = position ?? last;
  const words = readingWords(subject, shown);
  const { course } = subject;
  return (
    <figure className="grid min-w-0 gap-1" aria-labelledby={`${id}-name`}>
      <figcaption id={`${id}-name`} className="sr-only">
        {label}
      </figcaption>
      {/* As high as two lines where one may not do, so that nothing moves. */}
      <p className="min-h-[4.5em] tabular-nums sm:min-h-[1.5em]" data-reading={course.at[shown]}>
        {words}
      </p>
      <div
        ref={place}
        role="slider"
        tabIndex={0}
        aria-label={`${label}, reading by reading`}
        aria-describedby={`${id}-summary`}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last - first)}
        aria-valuenow={Math.max(0, shown - first)}
        aria-valuetext={words || "No readings"}
        className="min-w-0 touch-pan-y rounded-sm"
        {...handlers}
      >
        {width > 0 ? (
          <svg
            viewBox={`0 0 ${drawing.width} ${height}`}
            width="100%"
            height={height}
            className="block overflow-visible"
            aria-hidden="true"
            focusable="false"
          >
            <Shapes drawing={drawing} />
            {position !== null && <Cursor course={course} position={position} plot={drawing.plot} />}
          </svg>
        ) : (
          <div style={{ height }} />
        )}
      </div>
      <p id={`${id}-summary`} className="sr-only">
        {summary}
      </p>
      <Legend subject={subject} highest={drawing.plot.highest} />
    </figure>
  );
}

/** The same object as long as everything in it is the same, so that nothing is drawn twice. */
function useSubject(given: Subject): Subject {
  const { course, from, to, now, unit, projection, thresholds, lastWeek, notes, close } = given;
  return useMemo(
    () => ({ course, from, to, now, unit, projection, thresholds, lastWeek, notes, close }),
    [course, from, to, now, unit, projection, thresholds, lastWeek, notes, close],
  );
}
