/** How a program of some language begins to report, with its project's DSN. */
export function snippets(dsn: string): readonly (readonly [string, string])[] {
  const text = JSON.stringify(dsn);
  return [
    ["JavaScript", `import * as Sentry from "@sentry/browser";\n\nSentry.init({ dsn: ${text} });`],
    ["Python", `import sentry_sdk\n\nsentry_sdk.init(dsn=${text})`],
    ["Rust", `let _guard = sentry::init(${text});`],
  ];
}
