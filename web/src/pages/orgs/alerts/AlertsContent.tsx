import { useTitle } from "@/app/useTitle";
import { plural } from "@/words/numbers";
import { AgeNotice } from "./AgeNotice";
import { useAlerting } from "./alerting";
import { Channels } from "./Channels";
import { OpenAlerts } from "./OpenAlerts";
import { OpenedDialog } from "./OpenedDialog";
import { QuietHoursSection } from "./QuietHoursSection";
import { Rules } from "./Rules";
import { RulesOfLimit } from "./RulesOfLimit";

/** All about the alerts of an org, the present first. */
export function AlertsContent({
  name,
  readAt,
  isReady,
}: {
  name: string;
  /** When the org was last read, by this device's clock; null if never, nothing while that is not known. */
  readAt: number | null | undefined;
  /** Whether its limits are known, or will not be. */
  isReady: boolean;
}) {
  const { alerts } = useAlerting();
  const number = alerts.open.length;
  const answer = number === 0 ? "No alert is open" : `${plural(number, "alert")} open`;
  useTitle(`${answer} - ${name}`);
  return (
    <div className="grid min-w-0 gap-8">
      <div className="grid gap-3">
        <h1 className="font-semibold text-lg sm:text-xl">{answer}</h1>
        {readAt !== undefined && <AgeNotice readAt={readAt} />}
        <OpenAlerts />
      </div>
      <Rules />
      <RulesOfLimit />
      <Channels />
      <QuietHoursSection />
      <OpenedDialog isReady={isReady} />
    </div>
  );
}
