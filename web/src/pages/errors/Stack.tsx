import { plural } from "@/words/numbers";
import { runsOf } from "./calls";
import { FrameView } from "./FrameView";
import { places } from "./places";
import type { Frame } from "./reports";

/** The calls of a stack, the innermost first: own code as it is, what lies between folded. */
export function Stack({ frames }: { frames: readonly Frame[] }) {
  return places(runsOf(frames)).map(({ place, thing: run }) => {
    const calls = (
      <ul className="divide-y divide-hairline rounded-sm border border-hairline">
        {places(run.frames).map(({ place, thing: frame }) => (
          <FrameView key={place} frame={frame} />
        ))}
      </ul>
    );
    if (run.isOwn) {
      return <div key={place}>{calls}</div>;
    }
    return (
      <details key={place}>
        <summary className="min-h-6 py-1 text-muted pointer-coarse:min-h-11">
          {plural(run.frames.length, "call")} of other code
        </summary>
        {calls}
      </details>
    );
  });
}
