import type { components } from "@/generated/api";

type Readable = components["schemas"]["Readable"];

/** What can be read of an org, in words, in the order in which it is told. */
export const PARTS: Record<Readable, string> = {
  limits: "The limits",
  storage: "Data and file storage",
  name: "The org’s name and kind",
};

/** The order of the parts. */
export const ORDER: readonly Readable[] = ["limits", "storage", "name"];

/** A mail to the org's admin, to be opened in the person's own mail program. */
export function mailTo(org: string, request: string): string {
  const subject = encodeURIComponent(`A permission for Force Monitor in ${org}`);
  return `mailto:?subject=${subject}&body=${encodeURIComponent(request)}`;
}
