import { Refused } from "@/api/Refused";
import { useOfNow } from "@/app/useNow";
import { useTitle } from "@/app/useTitle";
import { Notice } from "@/kit/Notice";
import { Time } from "@/kit/Time";
import { Freshness } from "@/limits/Freshness";
import { isOld } from "@/limits/polling";
import { ReadingTrouble } from "@/limits/ReadingTrouble";
import type { Reading } from "@/limits/reading";
import type { Asked } from "@/limits/useReading";
import type { WatchedOrg } from "../watched";
import { AboutLimit } from "./AboutLimit";
import { HistoryPart } from "./HistoryPart";
import { useHistory } from "./history";
import { LimitHead } from "./LimitHead";
import { ReadingsTable } from "./ReadingsTable";
import { spanOf } from "./ranges";
import { UnknownLimit } from "./UnknownLimit";
import { useAddress } from "./useAddress";
import { useBound } from "./useBound";
import { aheadOf, useServerMinute } from "./useServerMinute";

/** All that is known of one limit of a watched org. */
export function LimitView({
  watched,
  asked,
  reading,
  name,
  token,
}: {
  watched: WatchedOrg;
  asked: Asked;
  reading: Reading;
  name: string;
  token: string | undefined;
}) {
  const { report } = reading;
  const limit = report.limits.find((each) => each.name === name);
  const [now, ahead] = [useServerMinute(reading), aheadOf(reading)];
  const isAged = useOfNow((present) => isOld(reading.readAt, present));
  const { url } = useAddress();
  const series = { org: watched.org.id, token, name, app: url.app };
  const span = spanOf(url, now);
  const history = useHistory(series, span, report.readAt ?? null, () => Date.now() + ahead);
  const known = useBound(history.data, limit);
  const label = limit?.label ?? history.data?.history.label ?? name;
  useTitle(`${label} - ${watched.org.name}`);
  const isMissing = history.error instanceof Refused && history.error.status === 404;
  if (isMissing && !limit) return <UnknownLimit name={name} />;
  const { trouble } = watched;
  return (
    <div className="grid min-w-0 gap-6">
      <div className="grid gap-3">
        <LimitHead limit={limit} label={label} name={name} reading={reading} isOld={isAged} now={now} />
        <Freshness asked={asked} canRefresh={false} />
        {trouble && (
          <Notice tone="crit">
            <p className="font-medium">
              Not read since <Time at={trouble.since} /> because {trouble.words}.
            </p>
            <p>{trouble.remedy}</p>
          </Notice>
        )}
        <ReadingTrouble asked={asked} />
      </div>
      <HistoryPart {...{ series, span, history, known, limit, label, report, now, ahead }} />
      <div className="grid min-w-0 gap-6 lg:grid-cols-[2fr_3fr]">
        {limit && <AboutLimit limit={limit} instanceUrl={report.org.instanceUrl} now={now} />}
        {known && known.course.at.length > 0 && <ReadingsTable known={known} />}
      </div>
    </div>
  );
}
