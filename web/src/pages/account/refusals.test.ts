import { expect, it } from "vitest";
import { Refused } from "@/api/Refused";
import { emptyWords, wrongField } from "./refusals";

const CHANGE = ["currentPassword", "newPassword"];
const LOGIN = ["email", "password"];

it("shows a refusal at the field that has to be mended, if the form has it", () => {
  const field = (code: string, fields: string[]) => wrongField(new Refused(code, "no", 400), fields);
  expect(field("password_wrong", CHANGE)).toBe("currentPassword");
  expect(field("password_wrong", ["password"])).toBe("password");
  expect(field("password_weak", CHANGE)).toBe("newPassword");
  expect(field("password_weak", LOGIN)).toBe("password");
  expect(field("credentials_wrong", LOGIN)).toBe("password");
  expect(field("invalid", LOGIN)).toBe("email");
  expect(field("invalid", CHANGE)).toBeUndefined();
});

it("shows what is nobody's field at the form", () => {
  expect(wrongField(new Refused("unavailable", "no", 503), LOGIN)).toBeUndefined();
  expect(wrongField(new Error("broken"), LOGIN)).toBeUndefined();
});

it("names what is missing, and what an address looks like", () => {
  expect(emptyWords("email", { valueMissing: true })).toBe("Enter your e-mail address.");
  expect(emptyWords("email", { valueMissing: false })).toContain("name@example.com");
  expect(emptyWords("newPassword", { valueMissing: true })).toBe("Enter a new password.");
});
