import { Link } from "wouter";
import type { Course } from "@/charts/course";
import { EmptyState } from "@/kit/EmptyState";
import type { Limit } from "@/limits/words";
import { useAddress } from "./useAddress";

/** Why there is no chart. */
export type WhyNothing = "noReadings" | "noValues" | "notInUse";

/** Why there is nothing to draw of a course; undefined if there is. */
export function whyNothing({ at, used, max }: Course, limit: Limit | undefined): WhyNothing | undefined {
  if (at.length === 0) return "noReadings";
  if (used.every((each) => each === null)) return "noValues";
  const isNothing = used.every((each) => !each) && max.every((each) => !each);
  return isNothing && limit?.state !== "unlimited" ? "notInUse" : undefined;
}

const WORDS: Record<WhyNothing, string> = {
  noReadings: "There are no readings of this time",
  noValues: "Salesforce gave no values in this time",
  notInUse: "Not in use: Salesforce allows 0 of it",
};

/** What stands in the chart's place, and how to get to one. */
export function NothingDrawn({ why }: { why: WhyNothing }) {
  const { hrefWith } = useAddress();
  return (
    <EmptyState title={WORDS[why]}>
      {why === "noReadings" && (
        <p>
          <Link href={hrefWith({ range: "13m", to: undefined, page: undefined })}>Show all that is kept</Link>
        </p>
      )}
      {why === "noValues" && <p>The readings are there, but empty: what was used is not known.</p>}
    </EmptyState>
  );
}
