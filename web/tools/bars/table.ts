import { cpus, loadavg } from "node:os";
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { BARS, type Bar, type BarName, holds } from "./limits";
import { MEASURED, type Measured } from "./record";

const NAMES = Object.keys(BARS) as BarName[];

/** Prints all bars with what was measured; a bar without a value does not hold. */
export default class Table implements Reporter {
  readonly #measured = new Map<BarName, Measured>();
  readonly #failures: string[] = [];
  readonly #load = (loadavg()[0] ?? 0) / cpus().length;

  onTestEnd(test: TestCase, result: TestResult): void {
    for (const { type, description } of result.annotations) {
      if (type === MEASURED && description) this.#add(JSON.parse(description));
    }
    const seconds = Math.round(result.duration / 1000);
    print(`  ${result.status === "passed" ? "measured" : "failed"}: ${test.title} (${seconds} s)`);
    this.#failures.push(...result.errors.map(({ message }) => `${test.title}: ${message}`));
  }

  onEnd(): Promise<{ status: FullResult["status"] }> {
    for (const failure of this.#failures) print(`\n${failure}`);
    print("");
    for (const name of NAMES) print(line(BARS[name], this.#measured.get(name)));
    if (this.#load > 0.5) {
      print(
        "The machine was busy with other things at the start, which makes times longer and points fewer.",
      );
    }
    const all = NAMES.every((name) => holds(BARS[name], this.#measured.get(name)?.value ?? Number.NaN));
    return Promise.resolve({ status: all && this.#failures.length === 0 ? "passed" : "failed" });
  }

  printsToStdio(): boolean {
    return true;
  }

  // What is counted is counted on several pages; everything else is measured once.
  #add({ bar, value, note }: Measured): void {
    const before = this.#measured.get(bar);
    const notes = [before?.note, note].filter(Boolean).join("; ");
    this.#measured.set(bar, { bar, value: (before?.value ?? 0) + value, note: notes });
  }
}

/** A bar, what was measured, and whether it holds. */
export function line(bar: Bar, measured: Measured | undefined): string {
  const must = bar.atMost === undefined ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`;
  const is = measured ? `${tenths(bar, measured.value)} ${bar.unit}`.trim() : "not measured";
  const verdict = holds(bar, measured?.value ?? Number.NaN) ? "holds" : "DOES NOT HOLD";
  const note = measured?.note ? ` (${measured.note})` : "";
  return `${bar.what.padEnd(66)} ${is.padStart(12)}  ${must.padEnd(12)}  ${verdict}${note}`;
}

// Rounded away from the bar's good side, so that what is printed holds only if the value does.
function tenths(bar: Bar, value: number): number {
  const round = bar.atMost === undefined ? Math.floor : Math.ceil;
  return round(value * 10) / 10;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
