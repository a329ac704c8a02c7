import { useMemo } from "react";
import type { Limit } from "@/limits/words";
import type { Known } from "./known";

/** A history, without the number that Salesforce sends where there is no bound: it is no maximum. */
export function useBound(known: Known | undefined, limit: Limit | undefined): Known | undefined {
  const isUnbound = limit?.state === "unlimited";
  return useMemo(() => {
    if (!known || !isUnbound) return known;
    return { ...known, course: { ...known.course, max: known.course.max.map(() => null) } };
  }, [known, isUnbound]);
}
