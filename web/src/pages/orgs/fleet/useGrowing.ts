import { startTransition, useEffect, useState } from "react";

/** So many rows are drawn at once; they fill any screen. */
const FIRST = 40;

/** So many follow at a time, which is less than anybody notices. */
const STEP = 120;

/**
 * How many rows of a list are drawn: a screenful as soon as something else is asked for, and the others one
 * step after the other, so that no key has to wait for them.
 */
export function useGrowing(asked: string, all: number): number {
  const [grown, setGrown] = useState({ asked, most: FIRST });
  const most = grown.asked === asked ? grown.most : FIRST;
  useEffect(() => {
    if (most >= all) return;
    const step = setTimeout(() => startTransition(() => setGrown({ asked, most: most + STEP })));
    return () => clearTimeout(step);
  }, [asked, most, all]);
  return most;
}
