import type { Page } from "@playwright/test";
import { median } from "./record";

declare global {
  interface Window {
    durations: number[];
  }
}

/** Something that a person does, by its words. */
export type Interaction = readonly [what: string, act: (page: Page) => Promise<void>];

/** How often everything is done; the median of each interaction counts. */
const ROUNDS = 5;

/** How much slower the processor is made than it is: this makes a phone of it. */
const SLOWER = 4;

/** What each interaction takes from the key or the click to the next frame, the slowest first. */
export async function interactionTimes(
  page: Page,
  interactions: readonly Interaction[],
): Promise<{ what: string; took: number }[]> {
  await page.evaluate(observeEvents);
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const times = new Map<string, number[]>(interactions.map(([what]) => [what, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [what, act] of interactions) times.get(what)?.push(await longest(page, () => act(page)));
  }
  await client.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  if ([...times.values()].flat().every((took) => took === 0)) throw new Error("no interaction was observed");
  return [...times]
    .map(([what, all]) => ({ what, took: median(all) }))
    .sort((one, other) => other.took - one.took);
}

/** The browser's own measure (Event Timing), from the input itself to the paint that follows. */
function observeEvents(): void {
  window.durations = [];
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) {
      const { interactionId, duration } = entry as PerformanceEventTiming & { interactionId: number };
      if (interactionId > 0) window.durations.push(duration);
    }
    // The browser leaves out what takes less than 16 ms.
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
}

async function longest(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    window.durations = [];
  });
  await act();
  // What is observed is told when the browser is idle after the paint.
  return page.evaluate(async () => {
    await new Promise((resolve) => requestIdleCallback(resolve));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return Math.max(0, ...window.durations);
  });
}
