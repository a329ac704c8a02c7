import { expect, test } from "vitest";
import type { Colors } from "./colors";
import { draw } from "./drawing";
import { INKS } from "./inks";
import { svgFile } from "./svgFile";

const COLORS = Object.fromEntries(
  ["background", ...Object.keys(INKS)].map((layer, at) => [layer, `rgb(1, 2, ${at})`]),
) as Colors;
const course = { at: [0, 300_000], used: [10, 1200], max: [1000, 1000] };
const drawing = draw({ course, from: 0, to: 300_000, now: 300_000, unit: "count" }, 600, 200);

test("a file has its colours written out, and follows nobody's theme", () => {
  const file = svgFile(drawing, COLORS, "Daily API requests");
  expect(file).not.toMatch(/var\(|currentColor|class=/);
  expect(file).toContain(`stroke="${COLORS.used}"`);
  expect(file).toContain(`fill="${COLORS.background}"`);
});

test("a file has a title, and nobody's name can end it", () => {
  const file = svgFile(drawing, COLORS, 'Tom & <script>alert("x")</script>');
  expect(file).toContain("<title>Tom &amp; &lt;script>alert(&quot;x&quot;)&lt;/script></title>");
  expect(file).not.toContain("<script");
});

test("a file holds all that is drawn", () => {
  const file = svgFile(drawing, COLORS, "");
  for (const { path } of [...drawing.back, ...drawing.inside, ...drawing.front])
    expect(file).toContain(`d="${path}"`);
  for (const { text } of drawing.labels) expect(file).toContain(`>${text}</text>`);
});
