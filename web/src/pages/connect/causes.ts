import rows from "@/generated/causes.json";

/** Why a connection came to nothing, as the server tells it. */
export type Cause = (typeof rows)[number];

/** The cause that an address names; the general one for names that nobody knows. */
export function causeOf(slug: string): Cause {
  const found = rows.find((cause) => cause.slug === slug) ?? rows.find((cause) => cause.slug === "unknown");
  if (!found) throw new Error("causes.json has no cause for the unknown");
  return found;
}

/** Causes that another attempt from here does not help: somebody else has to act first. */
const OF_THE_OPERATOR = ["misconfigured", "not-configured"];

/** Whether it is worth while to connect again from the page of this cause. */
export function canRetry(cause: Cause): boolean {
  return !OF_THE_OPERATOR.includes(cause.slug);
}
