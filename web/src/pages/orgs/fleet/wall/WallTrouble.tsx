import { useNow } from "@/app/useNow";
import { Icon } from "@/kit/Icon";
import { clock, relative } from "@/words/times";
import type { AskedFleet } from "../useFleet";

/** Says that nothing new comes in, and since when: what is shown grows old. */
export function WallTrouble({ asked, skew }: { asked: AskedFleet; skew: number }) {
  const now = useNow();
  if (!asked.error) return null;
  return (
    <p
      role="alert"
      className="mt-[calc(var(--u)*2)] flex items-center gap-[0.6em] border-[calc(var(--u)*.3)] border-crit
        border-dashed p-[calc(var(--u)*1.500)] text-[calc(var(--u)*3)] text-crit"
    >
      <Icon name="alert" className="size-[1em]" />
      Force Monitor cannot be reached. What you see is of {clock(asked.askedAt + skew)},{" "}
      {relative(asked.askedAt, now)}.
    </p>
  );
}
