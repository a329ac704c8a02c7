import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type LaunchOptions, type Page } from "@playwright/test";
import lighthouse from "lighthouse";
import { median } from "./record";

/** What Lighthouse gives points for. */
export type Category = (typeof CATEGORIES)[number];

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;

/** The points of one address, of 100, by category; and why they are not all. */
export type Scores = { path: string; points: Record<Category, number>; why: Record<Category, string> };

/** How often an address is judged; the median counts, because every run's timing is a little different. */
const RUNS = 5;

/** What Lighthouse says of some paths as a phone would see them, with the cookies that `prepare` leaves. */
export async function scores(
  options: LaunchOptions,
  baseURL: string,
  prepare: (page: Page) => Promise<void>,
  paths: readonly string[],
): Promise<Scores[]> {
  const profile = await mkdtemp(join(tmpdir(), "bars-"));
  // Lighthouse comes in by a port of its own, and sees the cookies because the profile has only one context.
  const args = [...(options.args ?? []), "--remote-debugging-port=0"];
  const context = await chromium.launchPersistentContext(profile, { ...options, args, baseURL });
  try {
    await prepare(await context.newPage());
    await leaveOneBlank(context);
    const [port] = (await readFile(join(profile, "DevToolsActivePort"), "utf8")).split("\n");
    const all: Scores[] = [];
    for (const path of paths) all.push(await judged(baseURL, path, Number(port)));
    return all;
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** A page in the background takes processor time from the one that is judged. */
async function leaveOneBlank(context: BrowserContext): Promise<void> {
  const blank = await context.newPage();
  for (const page of context.pages()) if (page !== blank) await page.close();
}

async function judged(baseURL: string, path: string, port: number): Promise<Scores> {
  const runs: Judgement[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await judgement(baseURL + path, port));
  return {
    path,
    points: byCategory((category) => median(runs.map((run) => run[category].points))),
    why: byCategory((category) =>
      [...new Set(runs.map((run) => run[category].why))].filter(Boolean).join("; "),
    ),
  };
}

type Judgement = Record<Category, { points: number; why: string }>;

/** One run. Cookies outlive its reset of the storage, so that the session stays while caches are emptied. */
async function judgement(address: string, port: number): Promise<Judgement> {
  const result = await lighthouse(address, { port, onlyCategories: [...CATEGORIES], logLevel: "error" });
  if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? address);
  const { categories, audits, finalDisplayedUrl } = result.lhr;
  if (finalDisplayedUrl !== address) throw new Error(`${address} led to ${finalDisplayedUrl}`);
  return byCategory((name) => {
    const { score = 0, auditRefs = [] } = categories[name] ?? {};
    const lost = auditRefs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1);
    const told = lost.map(({ id }) => [id, audits[id]?.displayValue].filter(Boolean).join(" "));
    return { points: Math.floor((score ?? 0) * 100 + 1e-6), why: told.join(", ") };
  });
}

function byCategory<T>(value: (category: Category) => T): Record<Category, T> {
  return {
    performance: value("performance"),
    accessibility: value("accessibility"),
    "best-practices": value("best-practices"),
    seo: value("seo"),
  };
}
