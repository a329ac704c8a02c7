import { expect, test } from "vitest";
import { hiddenLimits } from "./hidden";
import { limit } from "./sample";

const api = limit({ name: "DailyApiRequests" });
const data = limit({ name: "DataStorageMB" });
const file = limit({ name: "FileStorageMB" });

test("what the user may not see is told, and nothing where all is seen", () => {
  expect(hiddenLimits([api])).toBe("data storage and file storage");
  expect(hiddenLimits([api, data])).toBe("file storage");
  expect(hiddenLimits([api, data, file])).toBe("");
});

test("an org without any limits hides nothing", () => {
  expect(hiddenLimits([])).toBe("");
});
