import type { TestInfo } from "@playwright/test";
import type { BarName } from "./limits";

/** A measured value on its way to the table. */
export type Measured = { bar: BarName; value: number; note: string | undefined };

/** The kind of annotation that carries a measured value. */
export const MEASURED = "measured";

/** Puts a value into the table, which says at the end whether its bar holds. */
export function record(test: TestInfo, bar: BarName, value: number, note?: string): void {
  const measured: Measured = { bar, value, note };
  test.annotations.push({ type: MEASURED, description: JSON.stringify(measured) });
}

/** The value in the middle: one run that was disturbed does not count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
