import type { Layer } from "./inks";
import { type Label, labelsOf } from "./labels";
import {
  aheadPaths,
  bandPath,
  isOutline,
  maxPath,
  notePath,
  overPath,
  type Step,
  stepsOf,
  usedPath,
} from "./paths";
import { type Plot, plotOf } from "./plot";
import type { Subject } from "./subject";
import { type Tick, timeTicks } from "./timeTicks";

/** A line or an area of a drawing. */
export type Shape = {
  layer: Layer;
  /** As SVG and Path2D understand it. */
  path: string;
};

/** Everything of a chart that can be drawn: on the page, in a file, or on a canvas. */
export type Drawing = {
  width: number;
  height: number;
  plot: Plot;
  /** What lies behind everything else. */
  back: Shape[];
  /** The courses: what of them is outside of the plot is cut off. */
  inside: Shape[];
  /** What lies over everything else. */
  front: Shape[];
  labels: Label[];
};

/** Between labels on the axis of time there is about so much room. */
const TICK_ROOM = 84;

/** Draws a subject at this size, in pixels. */
export function draw(subject: Subject, width: number, height: number): Drawing {
  const { course, from, to, now, projection } = subject;
  const plot = plotOf(subject, width, height);
  const ticks = timeTicks(from, to, Math.floor((plot.right - plot.left) / TICK_ROOM));
  const steps = stepsOf(course, projection ? to : Math.min(now, to)).filter(({ max }) => max > 0);
  const labels = labelsOf(subject, plot, ticks, steps.at(-1)?.max);
  const back = grid(plot, ticks);
  return {
    width,
    height,
    plot,
    back,
    inside: courses(subject, plot, steps),
    front: marks(subject, plot),
    labels,
  };
}

function grid(plot: Plot, ticks: readonly Tick[]): Shape[] {
  const { left, right, bottom } = plot;
  const marks = ticks.map(({ at }) => `M${edge(plot.x(at))} ${bottom}v4`).join("");
  return shapes(
    ["grid", plot.values.map((value) => `M${left} ${edge(plot.y(value))}H${right}`).join("")],
    ["axis", `M${left} ${edge(bottom)}H${right}${marks}`],
  );
}

function courses(subject: Subject, plot: Plot, steps: readonly Step[]): Shape[] {
  const { course, from, to, now, projection, thresholds, lastWeek } = subject;
  const length = Math.min(now, to) - from;
  const ahead = projection && aheadPaths(projection, plot);
  return shapes(
    ["warning", thresholds ? bandPath(steps, plot, thresholds.warning, thresholds.critical) : ""],
    ["critical", thresholds ? bandPath(steps, plot, thresholds.critical, 100) : ""],
    ["lastWeek", lastWeek ? usedPath(lastWeek, plot, length) : ""],
    ["range", ahead?.range ?? ""],
    ["ahead", ahead?.line ?? ""],
    ["over", overPath(course, plot, length)],
    ["max", maxPath(steps, plot)],
    ["used", usedPath(course, plot, length)],
  );
}

function marks({ from, to, now, notes = [] }: Subject, plot: Plot): Shape[] {
  const shown = notes.filter(({ at }) => at >= from && at <= to);
  const each = shown.map(({ at, kind }): [Layer, string] => [
    isOutline(kind) ? "openNotes" : "notes",
    notePath(kind, plot.x(at), plot.bottom - 7),
  ]);
  return shapes(["now", now <= to ? `M${edge(plot.x(now))} ${plot.top - 4}V${plot.bottom}` : ""], ...each);
}

function shapes(...all: [layer: Layer, path: string][]): Shape[] {
  return all.filter(([, path]) => path !== "").map(([layer, path]) => ({ layer, path }));
}

/** Thin lines are sharp in the middle of a pixel. */
function edge(value: number): number {
  return Math.round(value) + 0.5;
}
