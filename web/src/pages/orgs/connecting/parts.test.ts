import { expect, test } from "vitest";
import { mailTo, ORDER, PARTS } from "./parts";

test("each part has its words and its place", () => {
  expect([...ORDER].sort()).toEqual(Object.keys(PARTS).sort());
});

test("a mail to the admin holds the whole request, whatever stands in it", () => {
  const request = 'Please add "Manage Users" & nothing else: Setup > Users?\nThanks, 100 %';
  const url = new URL(mailTo("Räder & Söhne", request));
  expect(url.protocol).toBe("mailto:");
  expect([...url.searchParams]).toEqual([
    ["subject", "A permission for Force Monitor in Räder & Söhne"],
    ["body", request],
  ]);
});
