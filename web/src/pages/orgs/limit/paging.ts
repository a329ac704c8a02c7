import type { Course } from "@/charts/course";

/** One row of the table. */
export type Row = { at: number; used: number | null; max: number | null };

/** So many readings are shown at once. */
export const PAGE = 50;

/** How many pages there are, at least one. */
export function pagesOf({ at }: Course): number {
  return Math.max(1, Math.ceil(at.length / PAGE));
}

/** The page that an address asks for, of as many as there are. */
export function pageOf(asked: string | undefined, pages: number): number {
  const page = Number(asked ?? 1);
  return Number.isInteger(page) ? Math.max(1, Math.min(page, pages)) : 1;
}

/** The readings of a page, the newest first. */
export function rowsOf({ at, used, max }: Course, page: number): Row[] {
  const end = at.length - (page - 1) * PAGE;
  const rows: Row[] = [];
  for (let position = end - 1; position >= Math.max(0, end - PAGE); position -= 1) {
    rows.push({ at: at[position] ?? 0, used: used[position] ?? null, max: max[position] ?? null });
  }
  return rows;
}
