import { Time } from "@/kit/Time";
import { Fact } from "@/limits/Fact";
import { count } from "@/words/numbers";
import { moment } from "@/words/times";
import type { WatchedOrg } from "../watched";
import { permittedBy } from "./health";

/** What is known of a connection, by name. */
export function ConnectionFacts({ watched }: { watched: WatchedOrg }) {
  const { callsToday, connectedAt, org, pausedUntil, readAt } = watched;
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      <Fact name="Last reading">
        {readAt ? (
          <>
            <Time at={readAt} />, {moment(readAt)}
          </>
        ) : (
          "None yet"
        )}
      </Fact>
      <Fact name="Permitted by">{permittedBy(watched)}</Fact>
      {connectedAt && (
        <Fact name="Since">
          {moment(connectedAt)}, <Time at={connectedAt} />
        </Fact>
      )}
      <Fact name="Our API calls today (UTC)">
        <span className="tabular-nums">{count(callsToday ?? 0)}</span> of the 288 that a whole day takes
      </Fact>
      {pausedUntil && (
        <Fact name="Left alone until">
          {moment(pausedUntil)}, <Time at={pausedUntil} />
        </Fact>
      )}
      <Fact name="Org">
        <span className="wrap-anywhere">
          <code className="font-mono">{org.id}</code>, {org.instanceUrl.replace("https://", "")}
        </span>
      </Fact>
    </dl>
  );
}
