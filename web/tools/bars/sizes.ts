import { Built, DIST } from "./built";
import type { BarName } from "./limits";

/** How large something is, in KB, and what it is if the bar's words leave that open. */
export type Size = { bar: BarName; value: number; which?: string };

/** What the built page makes a browser fetch, compressed. */
export function sizes(built = new Built(DIST)): Size[] {
  const first = built.page("app.html");
  const routes = [...built.lazyRoutes("app.html")]
    .map(([route, files]) => ({ route, value: built.kilobytes(files) }))
    .sort((one, other) => other.value - one.value);
  const [largest] = routes;
  if (!largest) throw new Error("no route is fetched later: the dashboard would carry all pages");
  return [
    { bar: "firstScript", value: built.kilobytes(first.filter((file) => file.endsWith(".js"))) },
    { bar: "firstStyle", value: built.kilobytes(first.filter((file) => file.endsWith(".css"))) },
    { bar: "lazyRoute", value: largest.value, which: largest.route },
    { bar: "landing", value: built.kilobytes(built.page("index.html")) },
  ];
}
