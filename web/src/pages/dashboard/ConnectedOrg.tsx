import { useQueryClient } from "@tanstack/react-query";
import { useSession } from "@/api/session";
import { useOfNow } from "@/app/useNow";
import { Freshness } from "@/limits/Freshness";
import { Headline } from "@/limits/Headline";
import { HiddenLimits } from "@/limits/HiddenLimits";
import { LimitsView } from "@/limits/LimitsView";
import { isEnded, isOld } from "@/limits/polling";
import { ReadingTrouble } from "@/limits/ReadingTrouble";
import type { Reading } from "@/limits/reading";
import type { Asked } from "@/limits/useReading";
import { Ended } from "./Ended";
import { OwnUse } from "./OwnUse";
import { SessionEnd } from "./SessionEnd";
import { limitsCsv } from "./useLimits";

/** The org that this browser is connected with: the answer, then all limits. */
export function ConnectedOrg({ asked, reading }: { asked: Asked; reading: Reading }) {
  const queries = useQueryClient();
  const session = useSession();
  const hasEnded = isEnded(asked.error) || session.data?.valid === false;
  const isAged = useOfNow((now) => isOld(reading.readAt, now));
  const csv = async () => {
    const file = await limitsCsv();
    // A file may hold a newer reading than the page; the page follows.
    await queries.refetchQueries({ queryKey: ["limits"] });
    return file;
  };
  return (
    <div className="grid min-w-0 gap-5">
      <Headline reading={reading} isOver={hasEnded} />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Freshness asked={asked} isOver={hasEnded} />
        {!hasEnded && session.data?.valid && (
          <SessionEnd endsAt={session.data.endsAt} org={reading.report.org} />
        )}
      </div>
      {hasEnded ? <Ended org={reading.report.org} /> : <ReadingTrouble asked={asked} />}
      <HiddenLimits limits={reading.report.limits} />
      <LimitsView reading={reading} isOld={isAged || hasEnded} csv={csv} onRefresh={asked.refresh} />
      <OwnUse usage={reading.report.apiUsage} />
    </div>
  );
}
