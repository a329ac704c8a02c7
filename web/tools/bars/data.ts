import type { Page } from "@playwright/test";

/** What the dashboard asks the API for. */
const REPORT = "/api/limits?explain=true";

/** What a page has fetched of the API so far, compressed as it came, in KB. */
export async function dataFetched(page: Page): Promise<number> {
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter(({ name }) => new URL(name).pathname.includes("/api/"))
      .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** What is answered to whoever has the dashboard's data already: the status, and the body's size in KB. */
export async function askAgain(page: Page): Promise<{ status: number; size: number }> {
  const first = await page.request.get(REPORT);
  const etag = first.headers().etag;
  if (!etag) throw new Error(`no ETag in the answer to ${REPORT}`);
  const again = await page.request.get(REPORT, { headers: { "if-none-match": etag } });
  return { status: again.status(), size: (await again.body()).length / 1024 };
}
