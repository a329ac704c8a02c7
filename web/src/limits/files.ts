import type { Report } from "./words";

/** "limits-northwind-freight-2026-11-21-1431Z.csv": which org, and when it was read. */
export function fileName({ org, readAt }: Report, ending: "csv" | "json"): string {
  const name = org.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  const at = readAt ? `-${readAt.slice(0, 10)}-${readAt.slice(11, 16).replace(":", "")}Z` : "";
  return `limits-${name || org.id}${at}.${ending}`;
}

/** Has the browser keep a file. */
export function download(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
