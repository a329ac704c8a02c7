import { useAlerting } from "./alerting";
import { failureWords, type Health, healthOf, inARow } from "./channels";
import { Moment } from "./Moment";
import { Shape } from "./Shape";

/** How posting to a channel goes. */
export function ChannelHealthWords({ health }: { health: Health | undefined }) {
  const { ahead } = useAlerting();
  const state = healthOf(health);
  if (!health || state === "unknown") {
    return <p className="text-muted">Nothing has been posted yet. A test message shows whether it works.</p>;
  }
  const worked = health.lastOkAt ? (
    <>
      last worked <Moment at={health.lastOkAt} ahead={ahead} />
    </>
  ) : (
    "has not worked yet"
  );
  if (state === "ok") {
    return (
      <p className="flex items-baseline gap-1.5">
        <Shape name="check" color="text-ok" />
        <span>Works; {worked}.</span>
      </p>
    );
  }
  return (
    <p className="flex items-baseline gap-1.5">
      <Shape name="broken" color="text-crit" />
      <span>
        <strong className="text-crit">
          {state === "disabled" ? "Disabled" : `Has ${inARow(health.failuresInARow)}`}
        </strong>
        {health.lastFailedAt && (
          <>
            , last <Moment at={health.lastFailedAt} ahead={ahead} />
          </>
        )}
        , because {failureWords(health)}; {worked}.
        {state === "disabled" && " Nothing more is posted there until you enable it."}
      </span>
    </p>
  );
}
