import { useNow } from "@/app/useNow";
import { moment, relative } from "@/words/times";

/** A moment as it is spoken of ("4 min ago"), with the exact time and zone on its title and in print. */
export function Time({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={moment(at)} className="whitespace-nowrap">
      {relative(at, now)}
      <span className="hidden print:inline"> ({moment(at)})</span>
    </time>
  );
}
