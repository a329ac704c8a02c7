import { useNow } from "@/app/useNow";
import { moment, relative } from "@/words/times";
import { shortMoment } from "./moments";

/** A moment of the server's clock: when it was by the clock, and how long ago. */
export function Moment({ at, ahead }: { at: string; ahead: number }) {
  const now = useNow() + ahead;
  return (
    <time dateTime={at} title={moment(at)}>
      {shortMoment(at, now)}, {relative(at, now)}
    </time>
  );
}
