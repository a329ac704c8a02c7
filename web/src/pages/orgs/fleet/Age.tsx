import { useOfNow } from "@/app/useNow";
import { moment, relative } from "@/words/times";

/** When an org was read, by the server's clock; it ticks by itself, and nothing else is drawn anew for it. */
export function Age({ at, skew }: { at: string; skew: number }) {
  const age = useOfNow((now) => relative(at, now + skew));
  return (
    <time dateTime={at} title={moment(at)} className="whitespace-nowrap">
      {age}
      <span className="hidden print:inline"> ({moment(at)})</span>
    </time>
  );
}
