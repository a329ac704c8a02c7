/**
 * What stands in front of every path of ours: empty at a root domain, `/prod` below a stage. The script's own
 * address says it, because all scripts lie in `{base}/assets/`.
 */
export const BASE = import.meta.env.DEV
  ? ""
  : new URL(/* @vite-ignore */ "..", import.meta.url).pathname.slice(0, -1);
