import { memo } from "react";
import { cn } from "@/kit/cn";
import { Meter } from "@/kit/Meter";
import { StateMark } from "@/kit/StateMark";
import { DetailsLink } from "./DetailsLink";
import { useExtras } from "./extras";
import type { ShownProps } from "./LimitList";
import { PinButton } from "./PinButton";
import { allowed, given, hasMeter, isNearItsEnd, rest, share } from "./words";

/** One limit as a card. What is out of view is not drawn. */
export const LimitCard = memo(function LimitCard({ limit, trend, isPinned, isOld }: ShownProps) {
  const { OnCard } = useExtras();
  const { unit, used, usedPercent, state } = limit;
  return (
    <li
      className={cn(
        "grid content-start gap-2 rounded-md border border-hairline p-3",
        "[contain-intrinsic-size:auto_10rem] [content-visibility:auto]",
      )}
    >
      <div className="flex items-center justify-between gap-2">
        <StateMark state={state} isOld={isOld} />
        <PinButton name={limit.name} label={limit.label} isPinned={isPinned} />
      </div>
      <h3 className="font-normal">
        <DetailsLink limit={limit} />
      </h3>
      {hasMeter(limit) && <Meter percent={usedPercent} state={state} />}
      <p className="flex flex-wrap justify-between gap-x-3 tabular-nums">
        <span className={cn(isNearItsEnd(state) && "font-semibold")}>
          {share(limit)}
          {typeof usedPercent === "number" && " used"}
        </span>
        <span className={cn(state === "exceeded" && "font-semibold text-crit")}>{rest(limit)}</span>
      </p>
      {typeof used === "number" && (
        <p className="text-muted tabular-nums">
          {given(used, unit)} of {allowed(limit)}
        </p>
      )}
      <OnCard limit={limit} trend={trend} isOld={isOld} />
    </li>
  );
});
