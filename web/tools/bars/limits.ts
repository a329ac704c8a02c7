/** A number that the page has to keep. */
export type Bar = {
  /** What is measured. */
  readonly what: string;
  /** What it is counted in. */
  readonly unit: "KB" | "ms" | "points" | "";
  /** It may not be more than this … */
  readonly atMost?: number;
  /** … or not less than this. */
  readonly atLeast?: number;
};

/** What is measured, by its name in the tests. */
export type BarName = keyof typeof LIMITS;

// A KB has 1,024 bytes; sizes are what goes over the network, compressed.
const LIMITS = {
  firstScript: { what: "first route, JavaScript", unit: "KB", atMost: 110 },
  firstStyle: { what: "first route, CSS", unit: "KB", atMost: 15 },
  lazyRoute: { what: "largest route that is fetched later", unit: "KB", atMost: 25 },
  landing: { what: "landing page in all", unit: "KB", atMost: 25 },
  firstData: { what: "dashboard, first data", unit: "KB", atMost: 20 },
  unchangedData: { what: "dashboard, body of the answer when nothing has changed", unit: "KB", atMost: 0 },
  landingSpeed: { what: "landing page, performance", unit: "points", atLeast: 99 },
  landingAccess: { what: "landing page, accessibility", unit: "points", atLeast: 100 },
  landingPractice: { what: "landing page, best practices", unit: "points", atLeast: 100 },
  landingSearch: { what: "landing page, SEO", unit: "points", atLeast: 100 },
  dashboardSpeed: { what: "dashboard, performance", unit: "points", atLeast: 95 },
  dashboardAccess: { what: "dashboard, accessibility", unit: "points", atLeast: 100 },
  dashboardPractice: { what: "dashboard, best practices", unit: "points", atLeast: 100 },
  dashboardSearch: { what: "dashboard, SEO", unit: "points", atLeast: 100 },
  firstPaint: { what: "58 rows, first painted after their data", unit: "ms", atMost: 200 },
  update: { what: "58 rows, updated after new data", unit: "ms", atMost: 60 },
  chart: { what: "10,000 readings, drawn after their data", unit: "ms", atMost: 100 },
  slowChart: { what: "the same at a quarter of the speed", unit: "ms", atMost: 250 },
  rangeSwitch: { what: "another range, drawn after its data", unit: "ms", atMost: 60 },
  fleetPaint: { what: "1,000 orgs, first painted after their data", unit: "ms", atMost: 500 },
  fleetElements: { what: "1,000 orgs, elements for each", unit: "", atMost: 50 },
  fleetInteraction: { what: "1,000 orgs, typing at a quarter of the speed", unit: "ms", atMost: 150 },
  interaction: { what: "worst interaction at a quarter of the speed", unit: "ms", atMost: 150 },
  barriers: { what: "pages and states, violations found by axe", unit: "", atMost: 0 },
  complaints: {
    what: "pages and states, errors in the console, foreign requests",
    unit: "",
    atMost: 0,
  },
} as const satisfies Record<string, Bar>;

/** All bars, in the order in which they are printed. */
export const BARS = LIMITS;

/** Whether a measured value keeps its bar; what is no number keeps none. */
export function holds({ atMost, atLeast }: Bar, value: number): boolean {
  return value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY);
}
