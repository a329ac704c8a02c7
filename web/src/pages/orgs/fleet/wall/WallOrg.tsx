import { cn } from "@/kit/cn";
import { Age } from "../Age";
import { ConditionMark } from "../ConditionMark";
import { type Condition, isNew, isUnread } from "../condition";
import type { Standing } from "../fleet";
import { saidOf, shareOf, timeLeft } from "../words";
import { WallNext } from "./WallNext";

/** How each way of standing colours what is largest. */
const LARGE: Record<Condition, string> = {
  lost: "text-crit",
  silent: "text-crit",
  exceeded: "text-crit",
  soon: "text-crit",
  critical: "text-crit",
  warning: "text-warn",
  ok: "text-text",
};

/** Stripes across everything: this is no state of an org, this is not knowing. */
const BROKEN =
  "bg-[repeating-linear-gradient(135deg,var(--surface)_0_calc(var(--u)*3),transparent_0_calc(var(--u)*6))] " +
  "border-[calc(var(--u)*.6)] border-crit border-dashed p-[calc(var(--u)*2)]";

/** What there is to be known of the org whose turn it is. */
export function WallOrg({
  standing,
  now,
  skew,
  token,
  following,
}: {
  standing: Standing;
  now: number;
  skew: number;
  token: string | undefined;
  following: string | undefined;
}) {
  const { condition, watched } = standing;
  const { first, second } = saidOf(standing, now);
  const isGone = isUnread(condition) && !isNew(watched);
  const large = largeOf(standing, now);
  return (
    <div
      className={cn(
        "grid grow content-center gap-[calc(var(--u)*2)] transition-opacity duration-500 starting:opacity-0",
        isGone && `my-[calc(var(--u)*1.500)] ${BROKEN}`,
      )}
    >
      <h1 className="max-w-[46ch] text-balance font-semibold text-[calc(var(--u)*5)] leading-tight">
        {first}
      </h1>
      {large && (
        <p
          className={cn(
            "font-semibold tabular-nums leading-none text-[min(calc(var(--u)*15),13vw)]",
            LARGE[condition],
          )}
        >
          {large}
        </p>
      )}
      <p className="flex flex-wrap items-center gap-x-[calc(var(--u)*3)] text-[calc(var(--u)*3)]">
        <span className="[&>span]:gap-[0.4em]">
          <ConditionMark condition={condition} size="size-[1em]" />
        </span>
        <span className="text-muted">
          {watched.readAt ? (
            <>
              read <Age at={watched.readAt} skew={skew} />
            </>
          ) : (
            "never read"
          )}
        </span>
      </p>
      {isGone || !second ? null : <p className="text-[calc(var(--u)*3)] text-muted">{second}</p>}
      {isGone && <p className="max-w-[70ch] text-[calc(var(--u)*3)]">{second}</p>}
      {!isGone && (
        <WallNext org={watched.org.id} worst={watched.summary?.worst?.name} {...{ following, now, token }} />
      )}
    </div>
  );
}

/** The time that is left; where none can be named, how much is used, or that nobody knows. */
function largeOf(standing: Standing, now: number): string {
  if (standing.condition === "lost") return "Not connected";
  if (standing.condition === "silent") return "Not read";
  return timeLeft(standing, now) || shareOf(standing);
}
