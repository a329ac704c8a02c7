import { PLACES } from "../../e2e/pages";
import { test } from "../../e2e/world";
import { barriers } from "./barriers";
import { record } from "./record";

for (const place of PLACES) {
  test(`what is wrong with ${place.name}`, async ({ page, system, complaints }, info) => {
    await place.go(page, system);
    const found = await barriers(page);
    record(info, "barriers", found.length, told(found));
    record(info, "complaints", complaints.length, told(complaints));

    function told(faults: readonly string[]): string {
      return faults.map((fault) => `${place.name}: ${fault}`).join("; ");
    }
  });
}
