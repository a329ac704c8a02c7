import { number } from "./draft";

/** The two thresholds of a level, as they are typed. */
export type Levels = { warning: string; critical: string };

/** Both thresholds after a slider has moved one of them: the warning is never above the critical one. */
export function pulled(levels: Levels, moved: Partial<Levels>): Levels {
  const after = { ...levels, ...moved };
  if (!(number(after.warning) > number(after.critical))) {
    return { warning: after.warning, critical: after.critical };
  }
  return moved.warning === undefined
    ? { warning: after.critical, critical: after.critical }
    : { warning: after.warning, critical: after.warning };
}
