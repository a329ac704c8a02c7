import { useNow } from "@/app/useNow";
import { moment, relative } from "@/words/times";

/** A moment of the server's clock, and how long ago it was; `ahead` is by how much that clock is ahead. */
export function When({ at, ahead }: { at: number; ahead: number }) {
  const now = useNow() + ahead;
  return (
    <time dateTime={new Date(at).toISOString()}>
      {moment(at)}, {relative(Math.min(at, now), now)}
    </time>
  );
}
