import type { Share } from "./shares";

/** For how long a link may be good, in days, with its words. */
export const DAYS: readonly (readonly [string, string])[] = [
  ["1", "1 day"],
  ["7", "7 days"],
  ["30", "30 days"],
  ["366", "1 year"],
];

/** How long a link is good unless something else is chosen. */
export const USUAL_DAYS = "30";

/** The longest name. */
export const LONGEST_NAME = 80;

/** What is wrong with a name, if anything. */
export function nameTrouble(name: string): string | undefined {
  const length = [...name.trim()].length;
  if (length === 0) return "Enter a name, so that you know later what the link was for.";
  return length > LONGEST_NAME ? `A name has ${LONGEST_NAME} characters at most.` : undefined;
}

/** What a link shows: "All orgs", "Northwind Freight", and that the name stays hidden. */
export function shownBy(
  { org, masked }: Pick<Share, "org" | "masked">,
  names: ReadonlyMap<string, string>,
): string {
  const what = org ? (names.get(org) ?? `Org ${org}`) : "All orgs";
  return masked ? `${what}, ${org ? "name" : "names"} hidden` : what;
}
