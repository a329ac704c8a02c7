import { type Course, gapOf } from "./course";
import { decimate } from "./decimate";
import type { Plot } from "./plot";
import type { Note, Projection } from "./subject";

/** The line of what was used: one part for each unbroken stretch. A single reading is a dot. */
export function usedPath(course: Course, plot: Plot, length: number): string {
  const column = (at: number) => Math.floor(plot.x(at));
  const point = (position: number) =>
    `${tenth(plot.x(course.at[position] as number))} ${tenth(plot.y(course.used[position] as number))}`;
  return decimate(course, column, gapOf(length))
    .map((run) => (run.length === 1 ? `M${point(run[0] as number)}h0.01` : `M${run.map(point).join("L")}`))
    .join("");
}

/** The area between what was used and what was allowed, where that was less. */
export function overPath(course: Course, plot: Plot, length: number): string {
  const column = (at: number) => Math.floor(plot.x(at));
  const levels = decimate(course, column, gapOf(length)).map((run) =>
    run.map((position) => {
      const max = course.max[position] ?? Number.POSITIVE_INFINITY;
      const over = Math.max(course.used[position] as number, max);
      return { x: tenth(plot.x(course.at[position] as number)), max, over };
    }),
  );
  const isOver = levels.map((run) => run.filter(({ max }) => Number.isFinite(max)));
  return isOver
    .filter((run) => run.some(({ max, over }) => max > 0 && over > max))
    .map((run) => {
      const there = run.map(({ x, over }) => `${x} ${tenth(plot.y(over))}`);
      const back = run.map(({ x, max }) => `${x} ${tenth(plot.y(max))}`).reverse();
      return `M${there.join("L")}L${back.join("L")}Z`;
    })
    .join("");
}

/** A time with the same maximum. */
export type Step = { from: number; to: number; max: number };

/** The maxima of a course, each for as long as it held; the last one up to `until`. */
export function stepsOf({ at, max }: Course, until: number): Step[] {
  const steps: Step[] = [];
  for (let position = 0; position < at.length; position += 1) {
    const moment = at[position] as number;
    const value = max[position];
    const last = steps.at(-1);
    if (last && last.to === Number.POSITIVE_INFINITY && last.max !== value) last.to = moment;
    if (typeof value !== "number" || (last?.to === Number.POSITIVE_INFINITY && last.max === value)) continue;
    steps.push({ from: moment, to: Number.POSITIVE_INFINITY, max: value });
  }
  return steps.map((step) => ({ ...step, to: Math.min(step.to, Math.max(until, step.from)) }));
}

/** The line of what was allowed: level, with an upright where it changed. */
export function maxPath(steps: readonly Step[], plot: Plot): string {
  let before: Step | undefined;
  let path = "";
  for (const step of steps) {
    const isJoined = before?.to === step.from;
    const start = `${tenth(plot.x(step.from))} ${tenth(plot.y(step.max))}`;
    path += `${isJoined ? "L" : "M"}${start}H${tenth(plot.x(step.to))}`;
    before = step;
  }
  return path;
}

/** The area between two shares of what was allowed, in percent. */
export function bandPath(steps: readonly Step[], plot: Plot, from: number, to: number): string {
  return steps
    .map((step) => {
      const [low, high] = [plot.y((step.max * from) / 100), plot.y((step.max * to) / 100)];
      const [left, right] = [plot.x(step.from), plot.x(step.to)].map(tenth);
      return `M${left} ${tenth(low)}H${right}V${tenth(high)}H${left}Z`;
    })
    .join("");
}

/** The way to the end, and the area in which it is likely to be. */
export function aheadPaths(projection: Projection, plot: Plot): { line: string; range: string } {
  const { from, used, runsOutAt, earliest, latest, max } = projection;
  const start = `M${tenth(plot.x(from))} ${tenth(plot.y(used))}`;
  const end = (at: number) => `L${tenth(plot.x(at))} ${tenth(plot.y(max))}`;
  return { line: start + end(runsOutAt), range: `${start}${end(earliest)}${end(latest)}Z` };
}

/** The mark of something that happened; the shapes differ as the words do. */
export function notePath(kind: Note["kind"], x: number, y: number): string {
  switch (kind) {
    case "alertOpened":
      return `M${tenth(x)} ${y - 5}l5 9h-10Z`;
    case "alertEscalated":
      return `M${tenth(x)} ${y - 6}l4 5h-8ZM${tenth(x)} ${y - 1}l5 6h-10Z`;
    case "alertClosed":
      return `M${tenth(x - 4)} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z`;
    case "maximumChanged":
      return `M${tenth(x)} ${y - 5}l5 5l-5 5l-5 -5Z`;
    default:
      return `M${tenth(x - 4)} ${y - 4}h8v8h-8Z`;
  }
}

/** Whether a mark is an outline: what is over. */
export function isOutline(kind: Note["kind"]): boolean {
  return kind === "alertClosed" || kind === "connectionRestored";
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
