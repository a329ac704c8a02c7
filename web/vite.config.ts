import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The development server's answer to a page's address, which in production `functions/web` gives. */
const pages: Plugin = {
  name: "pages",
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const isPage = request.headers["sec-fetch-dest"] === "document" && request.url !== "/";
      if (isPage && !/^\/(api|auth|dev|health)\b/.test(request.url ?? "")) request.url = "/app.html";
      next();
    });
  },
};

/** What the landing page shares with the app. */
const SHARED = /src\/(theme\/theme|app\/base|words\/myDomain)\.ts$/;

// Where `make run` serves the API; the development server hands on what is not the page's own.
const api = process.env.API_URL ?? "http://127.0.0.1:3000";

export default defineConfig({
  // Relative, because the gateway may serve us below a stage such as /prod/: the server puts the prefix in
  // front.
  base: "./",
  resolve: { alias: { "@": resolve("src") } },
  plugins: [react(), tailwindcss(), pages],
  build: {
    outDir: "../functions/web/dist",
    // The folder's .gitignore has to stay; `npm run build` removes the rest.
    emptyOutDir: false,
    // The policy `default-src 'self'` lets no data: URL pass.
    assetsInlineLimit: 0,
    // What the page is made of: light-dark() and popovers, in every browser's version of 2024.
    target: ["chrome125", "firefox128", "safari18"],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { landing: resolve("index.html"), app: resolve("app.html") },
      output: {
        codeSplitting: {
          // What the app needs at first is one file: in a dozen, for the sake of what later routes share with it, it
          // waits for the network's turns. What the landing page shares with it stays apart, or that would load all of it.
          groups: [
            { name: "shared", test: SHARED, priority: 1 },
            { name: "first", tags: ["$initial"], test: /src\/app\/main/ },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    // The host stays the browser's: the local run sends navigations at another one to its public address.
    proxy: Object.fromEntries(
      ["/api", "/auth", "/dev", "/health"].map((path) => [path, { target: api, changeOrigin: false }]),
    ),
    // What journeys leave there is no part of the page, and would load it again.
    watch: { ignored: ["**/e2e/**"] },
  },
  test: { include: ["{src,tools}/**/*.test.ts"], environment: "node" },
});
