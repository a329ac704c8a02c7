import { afterAll, beforeAll, expect, test } from "vitest";
import { showZone } from "@/words/times";
import { changedMaxima } from "./maxima";

const NOON = Date.parse("2026-11-21T12:00:00Z");

beforeAll(() => showZone("UTC"));
afterAll(() => showZone("browser"));

const sentence = "Daily API requests: the maximum changed from 15,000 to 100,000.";

test("a maximum that was changed in the last 24 hours is told with its time", () => {
  const event = { at: "2026-11-21T10:05:00Z", kind: "maximumChanged", sentence } as const;
  expect(changedMaxima([event], [], NOON)).toEqual([
    "Daily API requests: the maximum changed from 15,000 to 100,000 at 10:05.",
  ]);
});

test("what is older, or something else, is not told", () => {
  const at = "2026-11-21T10:05:00Z";
  const old = { at: "2026-11-20T11:59:00Z", kind: "maximumChanged", sentence } as const;
  expect(changedMaxima([old, { at, kind: "alertOpened", sentence }], [], NOON)).toEqual([]);
});

test("more than three are counted, and the most urgent limits come first", () => {
  const at = "2026-11-21T10:05:00Z";
  const four = ["a", "b", "c", "d"].map(
    (limit) => ({ at, kind: "maximumChanged", limit, sentence: `${limit} changed.` }) as const,
  );
  expect(changedMaxima(four, ["d", "c", "a", "b"], NOON)).toEqual([
    "d changed at 10:05.",
    "c changed at 10:05.",
    "a changed at 10:05.",
    "Further maxima that changed: 1.",
  ]);
});
