import { memo } from "react";
import { cn } from "@/kit/cn";
import { Meter } from "@/kit/Meter";
import { StateMark } from "@/kit/StateMark";
import { DetailsLink } from "./DetailsLink";
import { furtherClass, useExtras } from "./extras";
import type { ShownProps } from "./LimitList";
import { PinButton } from "./PinButton";
import { allowed, given, hasMeter, isNearItsEnd, rest, share } from "./words";

const NUMBER = "px-2 py-1 text-right tabular-nums whitespace-nowrap";

/** One limit as a row. It is drawn anew only when something of it has changed. */
export const LimitRow = memo(function LimitRow({ limit, trend, isPinned, isOld }: ShownProps) {
  const { columns } = useExtras();
  const further = furtherClass(columns);
  const { unit, usedPercent, state } = limit;
  return (
    <tr className="border-hairline border-b hover:bg-surface">
      <td className="py-1 pr-2">
        <StateMark state={state} isOld={isOld} />
      </td>
      <th scope="row" className="min-w-40 px-2 py-1 text-left font-normal">
        <DetailsLink limit={limit} />
      </th>
      <td className="w-36 min-w-28 px-2 py-1">
        <span className={cn("block tabular-nums", isNearItsEnd(state) && "font-semibold")}>
          {share(limit)}
        </span>
        {hasMeter(limit) && <Meter percent={usedPercent} state={state} />}
      </td>
      <td className={cn(NUMBER, further)}>{given(limit.used, unit)}</td>
      <td className={cn(NUMBER, further)}>{allowed(limit)}</td>
      <td className={cn(NUMBER, state === "exceeded" && "font-semibold text-crit")}>
        {rest(limit).replace(/ left$/, "") || "–"}
      </td>
      {columns.map(({ head, className, Cell }) => (
        <td key={head} className={cn("px-2 py-1", className)}>
          <Cell limit={limit} trend={trend} isOld={isOld} />
        </td>
      ))}
      <td className="py-1 pl-1 text-right" data-print="no">
        <PinButton name={limit.name} label={limit.label} isPinned={isPinned} />
      </td>
    </tr>
  );
});
