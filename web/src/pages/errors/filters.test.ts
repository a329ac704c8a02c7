import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readUrl, writeUrl } from "@/app/useUrlState";
import { filtersOf, isNarrowed, queryOf, UNFILTERED } from "./filters";

const TIMES = fc.oneof(
  fc.string(),
  fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
);

const NOW = Date.parse("2026-11-21T14:31:08Z");

describe("what an address asks for", () => {
  it("is what is open in the first project when it says nothing", () => {
    const filters = filtersOf({});
    expect(queryOf(filters, NOW)).toEqual({ project: "1", status: "open" });
    expect(isNarrowed(filters)).toBe(false);
  });

  it("is all that can be filtered by", () => {
    const search =
      "?project=2&severity=error,fatal&status=muted&source=checkout&environment=eu&text=card&seen=24h&after=a";
    const filters = filtersOf(readUrl(search));
    expect(queryOf(filters, NOW)).toEqual({
      project: "2",
      severity: "fatal,error",
      status: "muted",
      source: "checkout",
      environment: "eu",
      text: "card",
      from: "2026-11-20T14:31:08.000Z",
      cursor: "a",
    });
    expect(isNarrowed(filters)).toBe(true);
  });

  it("is groups of any status only when that is said", () => {
    expect(queryOf(filtersOf({ status: "all" }), NOW)).not.toHaveProperty("status");
    expect(isNarrowed(filtersOf({ status: "all" }))).toBe(false);
  });

  it("is between two times only when that is chosen, and one of them is enough", () => {
    const from = "2026-11-01T00:00:00.000Z";
    expect(queryOf(filtersOf({ seen: "between", from }), NOW)).toEqual({
      project: "1",
      status: "open",
      from,
    });
    expect(queryOf(filtersOf({ seen: "between", to: from }), NOW)).toMatchObject({ to: from });
    expect(queryOf(filtersOf({ from, to: from }), NOW)).toEqual({ project: "1", status: "open" });
  });

  it("is nothing that the API would refuse, whatever it says", () => {
    const url = fc.record({
      project: fc.string(),
      severity: fc.string(),
      status: fc.string(),
      seen: fc.constantFrom("", "1h", "between", "toString", "nonsense"),
      from: TIMES,
      to: TIMES,
    });
    fc.assert(
      fc.property(url, (said) => {
        const query = queryOf(filtersOf(said), NOW);
        expect(query.project).toMatch(/^\d{1,18}$/);
        for (const level of query.severity?.split(",") ?? []) {
          expect(["fatal", "error", "warning", "info", "debug"]).toContain(level);
        }
        expect(["open", "resolved", "muted", undefined]).toContain(query.status);
        for (const time of [query.from, query.to]) {
          if (time !== undefined) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        }
      }),
    );
  });

  it("is forgotten but for the project when all filters are taken back", () => {
    const search = "?project=2&severity=error&status=muted&text=card&seen=between&from=2026-01-01&after=abc";
    expect(writeUrl(search, UNFILTERED)).toBe("?project=2");
  });
});
