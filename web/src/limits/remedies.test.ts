import { expect, test } from "vitest";
import { Refused } from "@/api/Refused";
import { remedyOf } from "./remedies";

test("each refusal of Salesforce has its own remedy", () => {
  const codes = [
    "session_not_for_api",
    "app_not_attached",
    "api_disabled",
    "permission_missing",
    "host_moved",
  ];
  const remedies = codes.map((code) => remedyOf(new Refused(`salesforce_${code}`, "", 403)));
  expect(new Set(remedies).size).toBe(codes.length);
});

test("whatever is not known has a remedy, too", () => {
  expect(remedyOf(new Refused("constructor", ""))).toMatch(/^Try again/);
  expect(remedyOf(new Error("x"))).toMatch(/^Try again/);
});
