import type { Layer } from "./inks";
import { CHARACTER, type Plot, short } from "./plot";
import type { Subject } from "./subject";
import type { Tick } from "./timeTicks";

/** Some words of a drawing. `x` is their start, middle or end; `y` their line. */
export type Label = {
  text: string;
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
  layer: Layer;
};

/** The height of a line of the smallest text. */
const LINE = 13;

/** The words at the axes, none over another. `max` is what is allowed at the end. */
export function labelsOf(subject: Subject, plot: Plot, ticks: Tick[], max: number | undefined): Label[] {
  return [
    ...valueLabels(subject, plot),
    ...shareLabels(subject, plot, max),
    ...timeLabels(subject, plot, ticks),
  ];
}

function valueLabels({ unit }: Subject, plot: Plot): Label[] {
  const labels: Label[] = plot.values.map((value) => ({
    text: short(value),
    x: plot.left - 6,
    y: plot.y(value) + 4,
    anchor: "end",
    layer: "text",
  }));
  const words = unit === "MB" ? "MB used" : "Used";
  return [{ text: words, x: 0, y: 11, anchor: "start", layer: "text" }, ...labels];
}

/** What the levels mean in percent, the most important one first where there is no room for all. */
function shareLabels({ thresholds }: Subject, plot: Plot, max: number | undefined): Label[] {
  if (!max) return [];
  const levels = [100, ...(thresholds ? [thresholds.critical, thresholds.warning] : [])];
  const labels: Label[] = [];
  for (const level of levels) {
    const y = plot.y((max * level) / 100) + 4;
    const isFree = labels.every((label) => Math.abs(label.y - y) >= LINE);
    if (y < plot.top || y > plot.bottom + 4 || !isFree) continue;
    const layer = level === 100 ? "strong" : "text";
    labels.push({ text: `${level}\u00a0%`, x: plot.right + 5, y, anchor: "start", layer });
  }
  return labels;
}

function timeLabels({ now, to }: Subject, plot: Plot, ticks: Tick[]): Label[] {
  const y = plot.bottom + 17;
  const labels: Label[] = [];
  let free = 0;
  for (const { at, words } of ticks) {
    const half = (words.length * CHARACTER) / 2;
    const x = Math.min(plot.x(at), plot.right + 40 - half);
    if (x - half < free) continue;
    labels.push({ text: words, x, y, anchor: "middle", layer: "text" });
    free = x + half + 8;
  }
  if (now <= to) labels.push({ text: "now", x: plot.x(now), y: 11, anchor: "middle", layer: "strong" });
  return labels;
}
