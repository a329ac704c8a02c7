import type { Course } from "./course";

/**
 * The readings that a line has to go through to look as if it went through all of them: of each column of
 * pixels the first, the least, the most and the last used. No spike is lost, whatever its length.
 *
 * The answer are positions in the course, in order, one list for each unbroken stretch: a reading without a
 * value breaks the line, and so do missing ones, which is more than `gap` milliseconds without any.
 */
export function decimate(course: Course, columnOf: (at: number) => number, gap: number): number[][] {
  const { at, used } = course;
  const runs: number[][] = [];
  let run: number[] = [];
  let column: Column | undefined;
  let stretch = 0;
  // Stretches are told apart by their number, because a column may hold parts of several of them.
  let ofRun = -1;
  const flush = () => {
    for (const [position, stretchOf] of kept(column)) {
      if (stretchOf !== ofRun) {
        run = [];
        runs.push(run);
        ofRun = stretchOf;
      }
      run.push(position);
    }
  };
  let before: number | undefined;
  for (let position = 0; position < at.length; position += 1) {
    const value = used[position];
    const moment = at[position] as number;
    if (typeof value !== "number") {
      stretch += 1;
      before = undefined;
      continue;
    }
    if (before !== undefined && moment - before > gap) stretch += 1;
    before = moment;
    const here = { position, value, stretch };
    const number = columnOf(moment);
    if (column?.number === number) extend(column, here);
    else {
      flush();
      column = { number, first: here, least: here, most: here, last: here };
    }
  }
  flush();
  return runs;
}

type Place = { position: number; value: number; stretch: number };
type Column = { number: number; first: Place; least: Place; most: Place; last: Place };

function extend(column: Column, here: Place): void {
  if (here.value < column.least.value) column.least = here;
  if (here.value > column.most.value) column.most = here;
  column.last = here;
}

function kept(column: Column | undefined): [position: number, stretch: number][] {
  if (!column) return [];
  const { first, least, most, last } = column;
  const places = new Map([first, least, most, last].map(({ position, stretch }) => [position, stretch]));
  return [...places].sort(([one], [other]) => one - other);
}
