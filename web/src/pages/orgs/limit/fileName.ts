import type { Report } from "@/limits/words";
import type { History } from "./known";

/** "northwind-freight-DailyApiRequests-2026-11-20-1431Z-2026-11-21-1431Z.csv" */
export function fileNameOf(org: Report["org"], { name, app, from, to }: History, ending: string): string {
  const parts = [plain(org.name.toLowerCase()) || org.id, name, plain(app ?? ""), minute(from), minute(to)];
  return `${parts.filter(Boolean).join("-")}.${ending}`;
}

function plain(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}

function minute(at: string): string {
  return `${at.slice(0, 10)}-${at.slice(11, 16).replace(":", "")}Z`;
}
