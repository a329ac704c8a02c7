import { cn } from "@/kit/cn";
import { placeOf, sourceOf } from "./calls";
import { Foreign } from "./Foreign";
import { Json } from "./Json";
import { places } from "./places";
import type { Frame } from "./reports";

/** One call: its function and place, the source around it, and its variables. */
export function FrameView({ frame }: { frame: Frame }) {
  const source = sourceOf(frame);
  return (
    <li className="grid gap-1 p-2 [&>*]:min-w-0">
      <p>
        <Foreign most={300} className="font-mono font-semibold text-xs">
          {frame.function || "(no name)"}
        </Foreign>{" "}
        <span className="text-muted">in </span>
        <Foreign most={300} className="font-mono text-xs">
          {placeOf(frame)}
        </Foreign>
      </p>
      {source && (
        <ol
          start={source.first}
          className={cn(
            "rounded-sm bg-surface py-1 font-mono text-xs marker:text-muted",
            source.first ? "list-decimal pl-14" : "pl-3",
          )}
        >
          {places(source.lines).map(({ place, thing: line }) => (
            <li
              key={place}
              aria-current={place === source.at || undefined}
              className={cn(
                "whitespace-pre-wrap border-l-4 px-1",
                place === source.at ? "border-crit bg-bg font-semibold" : "border-transparent",
              )}
            >
              <Foreign most={500}>{line || " "}</Foreign>
            </li>
          ))}
        </ol>
      )}
      <Json name="Variables" value={frame.vars} />
    </li>
  );
}
