import { useOfNow } from "@/app/useNow";
import { Notice } from "@/kit/Notice";
import { isOld } from "@/limits/polling";
import { duration } from "@/words/times";

/** Says that the present is not known where the last reading is old: then no open alert means nothing. */
export function AgeNotice({ readAt }: { readAt: number | null }) {
  const isAged = useOfNow((now) => isOld(readAt, now));
  const age = useOfNow((now) => duration((now - (readAt ?? now)) / 1000));
  if (readAt === null) {
    return (
      <Notice>
        <p>This org has not been read yet. Alerts can open from its second reading on.</p>
      </Notice>
    );
  }
  if (!isAged) return null;
  return (
    <Notice tone="warn">
      <p>The last reading is {age} old. What has happened since then is not known.</p>
    </Notice>
  );
}
