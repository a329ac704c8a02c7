import { describe, expect, it } from "vitest";
import { fromField, toField } from "./localTime";

describe("a field of date and time", () => {
  it("shows a moment in UTC when times are shown in UTC", () => {
    expect(toField("2026-11-21T14:31:08.000Z", "UTC")).toBe("2026-11-21T14:31");
    expect(fromField("2026-11-21T14:31", "UTC")).toBe("2026-11-21T14:31:00.000Z");
  });

  it("shows a moment by the device's clock otherwise, in summer and in winter", () => {
    for (const iso of ["2026-11-21T23:45:00.000Z", "2026-06-30T23:45:00.000Z"]) {
      const at = new Date(iso);
      const shown = toField(iso, "browser");
      expect(Number(shown.slice(8, 10))).toBe(at.getDate());
      expect(Number(shown.slice(11, 13))).toBe(at.getHours());
      expect(fromField(shown, "browser")).toBe(iso);
    }
  });

  it("is empty for no moment, and gives none for what is not finished", () => {
    expect(toField("", "UTC")).toBe("");
    for (const value of ["", "2026-11", "nonsense"]) expect(fromField(value, "UTC")).toBe("");
  });
});
