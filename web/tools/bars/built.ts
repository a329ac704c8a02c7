import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { parseAst } from "vite";

/** Where `npm run build` writes the page, seen from `web/`, where all commands run. */
export const DIST = "../functions/web/dist";

type Imports = { atOnce: string[]; later: string[] };

/** The files of a built page, and what each of them fetches. */
export class Built {
  readonly #root: string;
  readonly #read = new Map<string, Imports>();

  constructor(root: string) {
    if (!existsSync(join(root, "app.html")))
      throw new Error(`${root} holds no page: build it with \`make web\``);
    this.#root = root;
  }

  /** What a browser fetches for an HTML file: itself, what its tags name, and what those import at once. */
  page(html: string): string[] {
    const named = [...this.#text(html).matchAll(/\s(?:src|href)="\.\/([^"#?]+\.[a-z]+)"/g)];
    return this.#withImports([html, ...named.map((match) => match[1] ?? "")]);
  }

  /** The routes that a page fetches later, each with what it needs beyond what is there already. */
  lazyRoutes(html: string): Map<string, string[]> {
    const first = this.page(html);
    const waiting = [...first];
    const found = new Map<string, string[]>();
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      for (const route of this.#imports(file).later) {
        if (first.includes(route) || found.has(route)) continue;
        const files = this.#withImports([route]).filter((each) => !first.includes(each));
        found.set(route, files);
        waiting.push(...files);
      }
    }
    return found;
  }

  /** All files that the bundler has written. */
  assets(): string[] {
    return readdirSync(join(this.#root, "assets")).map((name) => `assets/${name}`);
  }

  /** The compressed size of some files, in KB. */
  kilobytes(files: readonly string[]): number {
    const sizes = files.map((file) => gzipSync(readFileSync(join(this.#root, file)), { level: 9 }).length);
    return sizes.reduce((sum, size) => sum + size, 0) / 1024;
  }

  #withImports(files: readonly string[]): string[] {
    const all = new Set<string>(files);
    // A set hands out what is added to it while it is walked through.
    for (const file of all) for (const next of this.#imports(file).atOnce) all.add(next);
    return [...all];
  }

  #imports(file: string): Imports {
    if (!file.endsWith(".js")) return { atOnce: [], later: [] };
    const known = this.#read.get(file);
    if (known) return known;
    const here = (source: string) => relative(this.#root, join(this.#root, dirname(file), source));
    const { atOnce, later } = importsOf(this.#text(file));
    const imports = { atOnce: atOnce.map(here), later: later.map(here) };
    this.#read.set(file, imports);
    return imports;
  }

  #text(file: string): string {
    return readFileSync(join(this.#root, file), "utf8");
  }
}

/** The modules that a script imports: those without which it does not start, and those it may ask for. */
export function importsOf(script: string): Imports {
  const atOnce: string[] = [];
  const later: string[] = [];
  const waiting: unknown[] = [parseAst(script)];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== "object" || node === null) continue;
    waiting.push(...Object.values(node));
    const source = "source" in node ? textOf(node.source) : undefined;
    if (source !== undefined)
      ("type" in node && node.type === "ImportExpression" ? later : atOnce).push(source);
  }
  return { atOnce, later };
}

/** What a literal says; the minifier writes some of them between backticks. */
function textOf(node: unknown): string | undefined {
  const { value, quasis } = (node ?? {}) as { value?: unknown; quasis?: { value: { cooked: string } }[] };
  const text = value ?? (quasis?.length === 1 ? quasis[0]?.value.cooked : undefined);
  return typeof text === "string" ? text : undefined;
}
