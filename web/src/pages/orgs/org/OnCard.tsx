import type { CellProps } from "@/limits/extras";
import { LastDay } from "./LastDay";
import { TimeLeft } from "./TimeLeft";

/** What a card says of the time that is left, and of the last day. */
export function OnCard({ limit, isOld }: CellProps) {
  return (
    <>
      {(limit.forecast || limit.noForecast) && (
        <p>
          <span className="text-muted">Time left: </span>
          <TimeLeft limit={limit} isOld={isOld} />
        </p>
      )}
      <LastDay limit={limit} isOld={isOld} />
    </>
  );
}
