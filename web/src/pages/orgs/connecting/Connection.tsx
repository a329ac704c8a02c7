import { useOfNow } from "@/app/useNow";
import { useTitle } from "@/app/useTitle";
import { Notice } from "@/kit/Notice";
import { useWatchedOrgs, type WatchedOrg } from "../watched";
import { ConnectionFacts } from "./ConnectionFacts";
import { healthOf, prospects } from "./health";
import { Permissions } from "./Permissions";
import { Reconnect } from "./Reconnect";
import { StopWatching } from "./StopWatching";

/** Whether the org can be read, by whose permission, and what can be done about it. */
export function Connection({ watched }: { watched: WatchedOrg }) {
  const { skew = 0 } = useWatchedOrgs(undefined).data ?? {};
  const health = healthOf(
    watched,
    useOfNow((now) => minuteOf(now + skew)),
  );
  const { trouble } = watched;
  useTitle(`${health.title} - ${watched.org.name}`);
  return (
    <div className="grid max-w-3xl gap-8">
      <section aria-label="Health" className="grid gap-3">
        <h1 className="font-semibold text-xl">{health.title}</h1>
        {trouble ? (
          <Notice tone="crit">
            <p className="font-medium">{health.words}</p>
            <p>{trouble.remedy}</p>
            <p>{prospects(trouble.reason)}</p>
          </Notice>
        ) : (
          <p className="max-w-[70ch] text-base">{health.words}</p>
        )}
        <ConnectionFacts watched={watched} />
      </section>
      <Permissions watched={watched} />
      <Reconnect watched={watched} isLost={health.kind === "lost"} />
      <StopWatching watched={watched} />
    </div>
  );
}

function minuteOf(now: number): number {
  return Math.floor(now / 60_000) * 60_000;
}
