import { useOfNow } from "@/app/useNow";
import { HiddenLimits } from "@/limits/HiddenLimits";
import type { Reading } from "@/limits/reading";
import { onServersClock } from "@/limits/serverClock";
import type { WatchedOrg } from "../watched";
import { ChangedMaxima } from "./ChangedMaxima";
import { Lost } from "./Lost";
import { MissingPermissions } from "./MissingPermissions";
import { Paused } from "./Paused";

/** What has to be known of an org besides its limits, and what can be done about it. */
export function OrgNotices({
  watched,
  reading,
  token,
}: {
  watched: WatchedOrg;
  reading: Reading;
  token: string | undefined;
}) {
  const { check, org, pausedUntil, trouble } = watched;
  const until = pausedUntil ? Date.parse(pausedUntil) : 0;
  const isPaused = useOfNow((now) => until > onServersClock(reading, now));
  const isMissing = Boolean(check && check.missing.length > 0);
  return (
    <>
      {trouble && <Lost trouble={trouble} org={org} isOwn={!token} />}
      {isPaused && !trouble && pausedUntil && <Paused until={pausedUntil} reading={reading} />}
      {isMissing && check && <MissingPermissions check={check} />}
      {!token && !isMissing && <HiddenLimits limits={reading.report.limits} />}
      {!token && <ChangedMaxima org={org.id} reading={reading} />}
    </>
  );
}
