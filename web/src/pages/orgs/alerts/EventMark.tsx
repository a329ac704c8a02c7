import { EVENT_WORDS, type EventKind } from "./events";
import { Shape, type ShapeName } from "./Shape";

const MARKS: Record<EventKind, [ShapeName, string]> = {
  alertOpened: ["diamond", "text-warn"],
  alertEscalated: ["triangle", "text-crit"],
  alertClosed: ["check", "text-muted"],
  maximumChanged: ["arrows", "text-muted"],
  limitAppeared: ["plus", "text-muted"],
  limitVanished: ["minus", "text-muted"],
  connectionLost: ["broken", "text-crit"],
  connectionRestored: ["link", "text-muted"],
};

/** What kind of event it is, by its shape and in words. */
export function EventMark({ kind }: { kind: EventKind }) {
  const [shape, color] = MARKS[kind];
  return (
    <span className="inline-flex items-baseline gap-1.5 font-medium">
      <Shape name={shape} color={color} />
      {EVENT_WORDS[kind]}
    </span>
  );
}
