import { Refused } from "@/api/Refused";

/** The fields of the forms here, which are also those of the API. */
export type FieldName = "host" | "clientId" | "clientSecret";

/** What is wrong with which field. */
export type Wrong = Partial<Record<FieldName, string>>;

/** The field that a refused value belongs to: the API names it before the colon. */
export function wrongFields(error: unknown): Wrong {
  if (!(error instanceof Refused) || error.code !== "invalid") return {};
  const [, name, why] = /^(host|clientId|clientSecret): (.+)$/s.exec(error.message) ?? [];
  if (!name || !why) return {};
  return { [name as FieldName]: `${why.charAt(0).toUpperCase()}${why.slice(1)}.` };
}

/** Whether a refusal is told at a field, so that the form need not tell it again. */
export function isOfField(error: unknown): boolean {
  return Object.keys(wrongFields(error)).length > 0;
}

/** Whether this deployment has no app of its own, so that only an org's own app can connect it. */
export function hasNoApp(error: unknown): boolean {
  return error instanceof Refused && error.code === "salesforce_not_configured";
}
