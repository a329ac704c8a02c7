import { Notice } from "@/kit/Notice";
import { moment } from "@/words/times";

/** Says that nobody is told when this limit runs full, until when, and why. */
export function Muted({ mute }: { mute: { until: string; note?: string } }) {
  return (
    <Notice>
      <p>Alerts about its level are muted until {moment(mute.until)}.</p>
      {mute.note && <p className="text-muted [overflow-wrap:anywhere]">{mute.note}</p>}
    </Notice>
  );
}
