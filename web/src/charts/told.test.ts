import { beforeAll, expect, test } from "vitest";
import { showZone } from "@/words/times";
import type { Subject } from "./subject";
import { notesAt, readingWords, summaryOf, valueWords } from "./told";

const START = Date.parse("2026-11-20T14:00:00Z");
const MINUTE = 60_000;

beforeAll(() => showZone("UTC"));

const SUBJECT: Subject = {
  course: {
    at: [0, 5, 10, 15].map((minutes) => START + minutes * MINUTE),
    used: [100, 900, null, 400],
    max: [1000, 1000, null, 2000],
  },
  from: START,
  to: START + 15 * MINUTE,
  now: START + 15 * MINUTE,
  unit: "count",
};

test.each([
  [94_200, 100_000, "count", "94,200 of 100,000, 94.2\u00a0%"],
  [99_999, 100_000, "count", "99,999 of 100,000, 99.9\u00a0%"],
  [112, 100, "MB", "112\u00a0MB of 100\u00a0MB, 112\u00a0%"],
  [5, 0, "count", "5 of 0"],
  [5, null, "count", "5 used"],
  [null, 100, "count", "no value"],
] as const)("%s of %s %s is told as it is", (used, max, unit, words) => {
  expect(valueWords(used, max, unit)).toBe(words);
});

test("a reading is told with its day and zone, what was a week before, and what had happened", () => {
  const lastWeek = { ...SUBJECT.course, used: [1, 2, 3, 4444] };
  const at = START + 12 * MINUTE;
  const notes = [{ at, kind: "maximumChanged", words: "The maximum rose." } as const];
  expect(readingWords({ ...SUBJECT, lastWeek, notes }, 3)).toBe(
    "Fri 20 Nov 2026, 14:15 UTC: 400 of 2,000, 20\u00a0%; a week before 4,444; The maximum rose",
  );
  expect(readingWords(SUBJECT, 4)).toBe("");
});

test("every thing that happened belongs to exactly one reading", () => {
  const notes = [-1, 0, 1, 5, 14, 15].map((minutes) => ({
    at: START + minutes * MINUTE,
    kind: "alertOpened" as const,
    words: `${minutes}`,
  }));
  const told = [0, 1, 2, 3].map((position) =>
    notesAt(notes, SUBJECT.course, position).map(({ words }) => words),
  );
  expect(told).toEqual([["-1", "0"], ["1", "5"], [], ["14", "15"]]);
});

test("a chart is told by its least, its most and its last value", () => {
  expect(summaryOf(SUBJECT)).toBe(
    "Least 100 of 1,000, 10\u00a0%, 20 Nov 2026, 14:00 UTC. " +
      "Most 900 of 1,000, 90\u00a0%, 20 Nov 2026, 14:05 UTC. " +
      "Last 400 of 2,000, 20\u00a0%, 20 Nov 2026, 14:15 UTC.",
  );
  expect(summaryOf({ ...SUBJECT, course: { at: [START], used: [null], max: [5] } })).toBe(
    "No readings with a value.",
  );
});
