import { expect, test } from "vitest";
import { csvName, csvOf } from "./csv";
import { LOST, NOON, SOON, standing } from "./sample";

test("each org is a line, with its limit and its times", () => {
  const [head, line, end] = csvOf([standing("0001", {}, SOON)]).split("\r\n");
  expect(head).toBe("org id,name,kind,state,limit,limit name,used percent,runs out at,read at,trouble");
  expect(line).toBe(
    "00D000000000001EAA,Acme 0001,production,Runs out < 24 h,Daily API requests,DailyApiRequests,40," +
      "2026-11-21T16:40:00Z,2026-11-21T11:58:00Z,",
  );
  expect(end).toBe("");
});

test("what is not known is empty, and why it is not stands there", () => {
  const line = csvOf([standing("0001", { trouble: LOST, readAt: null, summary: null })]).split("\r\n")[1];
  expect(line).toBe(
    "00D000000000001EAA,Acme 0001,production,Lost,,,,,,the approval was revoked or has expired",
  );
});

test("a name is no formula, and its commas and quotes stay its own", () => {
  const named = (name: string) => csvOf([{ ...standing("0001"), name }]).split("\r\n")[1];
  expect(named('=HYPERLINK("x")')).toContain(`,"'=HYPERLINK(""x"")",`);
  expect(named("Müller, Söhne & Co")).toContain(',"Müller, Söhne & Co",');
});

test("a file is named for the time at which the orgs were looked up", () => {
  expect(csvName(NOON)).toBe("orgs-2026-11-21-1200Z.csv");
});
