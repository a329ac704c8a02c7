import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** A program of somebody else, with the official SDK for browsers. */
export type Shop = { url: string; stop(): Promise<void> };

/** Serves a shop of another origin, whose payment fails and is reported to this project. */
export async function openShop(dsn: string): Promise<Shop> {
  const script = await bundled();
  const server = createServer((request, response) => {
    const isScript = request.url === "/shop.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isScript ? `const DSN = ${JSON.stringify(dsn)};\n${script}` : PAGE);
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PAGE = `<!doctype html><html lang="en"><title>Shop</title>
<button id="basket">Basket</button><button id="pay">Pay</button><script src="/shop.js"></script></html>`;

async function bundled(): Promise<string> {
  const mode = process.env.NODE_ENV;
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("shop.page.js", import.meta.url)),
        formats: ["iife"],
        name: "shop",
      },
    },
  });
  // Building says in this process's environment that all is for production, and whoever is started inherits
  // it.
  if (mode === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = mode;
  const output = [built].flat()[0];
  if (!output || !("output" in output)) throw new Error("the shop was not built");
  return output.output[0].code;
}
