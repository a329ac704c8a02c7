/** So many orgs take their turns at most: nobody waits for long to see the worst again. */
export const MOST = 12;

/** The org that is shown `step` turns after this one; the first, if this one takes no turns any more. */
export function turnFrom(ids: readonly string[], here: string | undefined, step: 1 | -1): string | undefined {
  const at = here === undefined ? -1 : ids.indexOf(here);
  if (at < 0) return ids[0];
  return ids[(at + step + ids.length) % ids.length];
}
