import { usePreference } from "@/app/preferences";
import { Time } from "@/kit/Time";
import { moment } from "@/words/times";

/** A moment both ways: "4 min ago", and the date, time and zone. */
export function Moment({ at }: { at: string }) {
  usePreference("zone");
  return (
    <>
      <Time at={at} />
      <span className="text-muted print:hidden">, {moment(at)}</span>
    </>
  );
}
