import { expect, test } from "vitest";
import { showZone } from "@/words/times";
import { answerOf, runnersUp } from "./answer";
import { extended } from "./reading";
import { limit, report } from "./sample";

const NOON = Date.parse("2026-11-21T12:00:00Z");
const MINUTE = 60_000;
showZone("UTC");

const red = limit({ state: "critical", remaining: 90, usedPercent: 91.05, whenFull: "Calls are refused." });
const storage = limit({ name: "DataStorageMB", label: "Data storage", state: "warning", usedPercent: 70 });

test("the most urgent limit is the answer, with what it leads to", () => {
  const answer = answerOf(extended(undefined, report([red, storage, limit()]), NOON), NOON);
  expect(answer.headline).toBe("Daily API requests: 91\u00a0% used, 90 of 1,000 left");
  expect(answer.more).toBe("Calls are refused.");
  expect(answer.worst).toBe(red);
});

/** What every org has, and some users may not see. */
const STORAGE = [
  limit({ name: "DataStorageMB", usedPercent: 1 }),
  limit({ name: "FileStorageMB", usedPercent: 1 }),
];

test("where something cannot be seen, nothing is said of it", () => {
  const answer = answerOf(extended(undefined, report([limit()]), NOON), NOON);
  expect(answer.headline).toBe("Nothing that is shown is near its limit");
});

test("after the last reading nothing is said of the present", () => {
  const reading = extended(undefined, report([limit(), ...STORAGE]), NOON);
  const answer = answerOf(reading, NOON, true);
  expect(answer.headline).toBe("Last good reading 12:00: nothing was near its limit");
});

test("what is fine, not in use, or unknown is never in danger", () => {
  const limits = [
    limit({ label: "Fine" }),
    limit({ label: "Unknown", state: "unknown", usedPercent: null }),
    limit({ label: "Absent", state: "notProvisioned", usedPercent: null }),
    ...STORAGE,
  ];
  const answer = answerOf(extended(undefined, report(limits), NOON), NOON);
  expect(answer.headline).toBe("Nothing is near its limit");
  expect(answer.more).toBe("Closest to its limit: Fine, 40\u00a0% used.");
});

test("calls that are refused are said before anything else", () => {
  const exhausted = { limit: "dailyApiRequests", since: "2026-11-21T11:31:00Z" } as const;
  const answer = answerOf(extended(undefined, report([red], { exhausted }), NOON), NOON);
  expect(answer.headline).toBe("Salesforce refuses API calls since 11:31: daily API requests are used up");
});

test("without any reading nothing is said to be fine", () => {
  const nothing = report([], { readAt: null, ageSeconds: null, freshness: "none" });
  expect(answerOf(extended(undefined, nothing, NOON), NOON).headline).toBe("There is no reading yet");
});

test("an old reading is told as what it was", () => {
  const reading = extended(undefined, report([limit(), ...STORAGE]), NOON);
  expect(answerOf(reading, NOON + 10 * MINUTE).headline).toBe("Nothing is near its limit");
  expect(answerOf(reading, NOON + 11 * MINUTE).headline).toBe(
    "Last good reading 12:00: nothing was near its limit",
  );
});

test("at most two come next, and none that is fine", () => {
  const third = limit({ name: "c", state: "warning" });
  const reading = extended(
    undefined,
    report([red, storage, third, limit({ name: "d", state: "warning" })]),
    NOON,
  );
  expect(runnersUp(reading, red)).toEqual([storage, third]);
  expect(runnersUp(extended(undefined, report([red, limit()]), NOON), red)).toEqual([]);
});
