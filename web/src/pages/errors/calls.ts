import type { Frame } from "./reports";

/** Calls in a row that are either all of the program's own code, or all of others'. */
export type Run = { readonly isOwn: boolean; readonly frames: readonly Frame[] };

/**
 * A stack as it is read, the innermost call first, in runs of own and others' code. A call counts as own
 * unless somebody said that it is not; where none is own, all count as own: something has to be shown.
 */
export function runsOf(frames: readonly Frame[]): Run[] {
  const none = frames.every((frame) => frame.inApp === false);
  const runs: { isOwn: boolean; frames: Frame[] }[] = [];
  for (const frame of frames.toReversed()) {
    const isOwn = none || frame.inApp !== false;
    const last = runs.at(-1);
    if (last?.isOwn === isOwn) last.frames.push(frame);
    else runs.push({ isOwn, frames: [frame] });
  }
  return runs;
}

/** Where a call is: "pay.js:10:5", as far as it is known. */
export function placeOf(frame: Frame): string {
  const file = frame.filename ?? frame.absPath ?? frame.module ?? "unknown file";
  return [file, frame.lineno, frame.lineno ? frame.colno : undefined]
    .filter((part) => part != null)
    .join(":");
}

/** The lines of source around a call, with the number of the first, if it is known. */
export function sourceOf(
  frame: Frame,
): { first: number | undefined; lines: string[]; at: number } | undefined {
  if (frame.contextLine == null) return undefined;
  const before = frame.preContext ?? [];
  const first = frame.lineno ? frame.lineno - before.length : 0;
  return {
    first: first > 0 ? first : undefined,
    lines: [...before, frame.contextLine, ...(frame.postContext ?? [])],
    at: before.length,
  };
}
