import { expect, test } from "vitest";
import { Built, DIST, importsOf } from "./built";
import { BARS, holds } from "./limits";
import { sizes } from "./sizes";

test.each(sizes())("$bar is small enough: $value KB", ({ bar, value }) => {
  expect(value).toBeGreaterThan(0);
  expect(holds(BARS[bar], value), `${value} KB, ${JSON.stringify(BARS[bar])}`).toBe(true);
});

test("every file of the bundler is weighed with some page or route", () => {
  const built = new Built(DIST);
  const routes = [...built.lazyRoutes("app.html").values(), ...built.lazyRoutes("index.html").values()];
  const weighed = new Set([...built.page("app.html"), ...built.page("index.html"), ...routes.flat()]);
  expect(built.assets().filter((file) => !weighed.has(file))).toEqual([]);
});

test("imports are told from what is imported later, however they are written", () => {
  const script = [
    'import{a as b}from"./a.js";import"./b.js";export{c}from"./c.js";export*from"./d.js";',
    'const e=()=>import(`./e.js`),f=()=>import("./f.js"),g="import(./g.js)",h={source:"./h.js"};',
  ].join("");
  const { atOnce, later } = importsOf(script);
  expect(atOnce.sort()).toEqual(["./a.js", "./b.js", "./c.js", "./d.js"]);
  expect(later.sort()).toEqual(["./e.js", "./f.js"]);
});

test("a folder without a page says how to build it", () => {
  expect(() => new Built("tools")).toThrow("build it with `make web`");
});

test("a bar holds at its limit and not beyond it", () => {
  expect([149, 150, 150.1].map((value) => holds(BARS.interaction, value))).toEqual([true, true, false]);
  expect([94.9, 95, 100].map((value) => holds(BARS.dashboardSpeed, value))).toEqual([false, true, true]);
  expect(holds(BARS.firstData, Number.NaN)).toBe(false);
});
