import { expect, test } from "vitest";
import { notesOf } from "./notes";

const event = (at: string, limit: string | null, sentence: string) => ({
  at,
  limit,
  sentence,
  kind: "alertOpened" as const,
});

test("what is told of a limit is its own, and of the shown time", () => {
  const events = [
    event("2026-11-21T14:00:01Z", "DailyApiRequests", "later"),
    event("2026-11-21T14:00:00Z", "DailyApiRequests", "at the end"),
    event("2026-11-21T13:00:00Z", "DataStorageMB", "of another limit"),
    event("2026-11-21T13:00:00Z", null, "of the org"),
    event("2026-11-21T12:00:00Z", "DailyApiRequests", "at the start"),
    event("2026-11-21T11:59:59Z", "DailyApiRequests", "earlier"),
  ];
  const [from, to] = [Date.parse("2026-11-21T12:00:00Z"), Date.parse("2026-11-21T14:00:00Z")];
  const notes = notesOf(events, "DailyApiRequests", from, to);
  expect(notes.map(({ words }) => words)).toEqual(["at the end", "at the start"]);
  expect(notes[1]).toEqual({ at: from, kind: "alertOpened", words: "at the start" });
});
