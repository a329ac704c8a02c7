const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 15,573 */
export function count(value: number): string {
  return grouped.format(value);
}

/** An amount with its unit: "15,573" or "6,654 MB". */
export function amount(value: number, unit: "count" | "MB"): string {
  return unit === "MB" ? `${count(value)}\u00a0MB` : count(value);
}

/**
 * A share in percent as people read it: one decimal below 10 and above 90, none between, and cut rather than
 * rounded, so that 100 % is said only when nothing is left.
 */
export function percent(value: number): string {
  if (value > 0 && value < 0.1) return "<0.1\u00a0%";
  // A little over everything is over it, and has to look so.
  if (value > 100 && value < 110) {
    return `${tenths.format(Math.max(100.1, Math.trunc(value * 10 + 1e-9) / 10))}\u00a0%`;
  }
  const isFine = value < 10 || (value > 90 && value < 100);
  const cut = isFine ? Math.min(99.9, Math.trunc(value * 10 + 1e-9) / 10) : Math.trunc(value);
  return `${Number.isInteger(cut) ? count(cut) : tenths.format(cut)}\u00a0%`;
}

/** "1 limit", "2 limits". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
