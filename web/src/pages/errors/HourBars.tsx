import { dayInWords, heights } from "./hours";
import { places } from "./places";

/** How often it was seen in each of the last 24 hours: bars, and the same in words. */
export function HourBars({ hours, at }: { hours: readonly number[]; at: number }) {
  return (
    <span className="flex min-w-0 flex-wrap content-start items-end gap-x-2 gap-y-0.5">
      <svg viewBox="0 0 144 24" className="h-6 w-36" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 23.500h144" className="stroke-control" strokeWidth="1" />
        {places(heights(hours)).map(({ place, thing: height }) => (
          <rect
            key={place}
            x={place * 6 + 1}
            y={24 - (height * 24) / 100}
            width="4"
            height={(height * 24) / 100}
            className="fill-accent"
          />
        ))}
      </svg>
      <span className="text-muted text-xs">{dayInWords(hours, at)}</span>
    </span>
  );
}
