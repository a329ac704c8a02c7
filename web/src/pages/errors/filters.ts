import type { UrlState } from "@/app/useUrlState";
import type { GroupQuery, Level, Status } from "./reports";

/** How grave errors are, the gravest first. */
export const LEVELS: readonly Level[] = ["fatal", "error", "warning", "info", "debug"];

/** The states of a group, with what stands for all of them. */
export const STATUSES = ["open", "resolved", "muted", "all"] as const;

/** Times back from now that can be chosen, in hours. */
export const SPANS: Readonly<Record<string, number>> = { "1h": 1, "24h": 24, "7d": 168, "30d": 720 };

/** What is looked for, and where its page begins. */
export type Filters = {
  readonly project: string;
  readonly severity: readonly Level[];
  readonly status: Status | "all";
  readonly source: string;
  readonly environment: string;
  readonly text: string;
  /** One of `SPANS`, `between` for the two times, or empty. */
  readonly seen: string;
  readonly from: string;
  readonly to: string;
  readonly after: string;
};

/** What an address asks for. What cannot be read counts as not said. */
export function filtersOf(url: UrlState): Filters {
  const chosen = url.severity?.split(",") ?? [];
  const seen = url.seen ?? "";
  return {
    project: /^\d{1,18}$/.test(url.project ?? "") ? String(url.project) : "1",
    severity: LEVELS.filter((level) => chosen.includes(level)),
    status: STATUSES.find((status) => status === url.status) ?? "open",
    source: url.source ?? "",
    environment: url.environment ?? "",
    text: url.text ?? "",
    seen: Object.hasOwn(SPANS, seen) || seen === "between" ? seen : "",
    from: time(url.from),
    to: time(url.to),
    after: url.after ?? "",
  };
}

/** What the API is asked for. */
export function queryOf(filters: Filters, now: number): GroupQuery {
  const hours = SPANS[filters.seen];
  const between = filters.seen === "between";
  const from = hours ? new Date(now - hours * 3_600_000).toISOString() : between && filters.from;
  return {
    project: filters.project,
    ...(filters.severity.length > 0 && { severity: filters.severity.join(",") }),
    ...(filters.status !== "all" && { status: filters.status }),
    ...(filters.source && { source: filters.source }),
    ...(filters.environment && { environment: filters.environment }),
    ...(filters.text && { text: filters.text }),
    ...(from && { from }),
    ...(between && filters.to && { to: filters.to }),
    ...(filters.after && { cursor: filters.after }),
  };
}

/** Takes back every choice but the project. */
export const UNFILTERED: UrlState = {
  severity: "",
  status: "",
  source: "",
  environment: "",
  text: "",
  seen: "",
  from: "",
  to: "",
  after: "",
};

/** Whether anything but the state is asked for. */
export function isNarrowed(filters: Filters): boolean {
  const { severity, source, environment, text, seen } = filters;
  return severity.length > 0 || [source, environment, text, seen].some((value) => value !== "");
}

function time(text: string | undefined): string {
  const at = new Date(text ?? "");
  // RFC 3339 knows years of four digits only.
  const isTime = !Number.isNaN(at.getTime()) && /^\d/.test(at.toISOString());
  return isTime ? at.toISOString() : "";
}
