import type { ReactNode } from "react";
import { useMedia } from "@/limits/useMedia";
import { INKS, type Layer } from "./inks";
import { NOTE_WORDS } from "./noteWords";
import { isOutline, notePath } from "./paths";
import { peaksOf } from "./plot";
import type { Subject } from "./subject";

/** What the lines and marks of a chart stand for, as far as there are any; `highest` is its highest value. */
export function Legend({ subject, highest }: { subject: Subject; highest: number }) {
  const { lastWeek, notes = [], projection, from, to } = subject;
  const { max } = peaksOf(subject);
  const kinds = new Set(notes.filter(({ at }) => at >= from && at <= to).map(({ kind }) => kind));
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      <Line layer="used">used</Line>
      {max > 0 && <Line layer="max">allowed (100&nbsp;%){max > highest && ", above the picture"}</Line>}
      {projection && <Line layer="ahead">expected, with its range</Line>}
      {lastWeek && <Line layer="lastWeek">a week before</Line>}
      {[...kinds].map((kind) => (
        <Entry key={kind} layer={isOutline(kind) ? "openNotes" : "notes"} path={notePath(kind, 12, 7)}>
          {NOTE_WORDS[kind]}
        </Entry>
      ))}
    </ul>
  );
}

function Line({ layer, children }: { layer: Layer; children: ReactNode }) {
  return (
    <Entry layer={layer} path="M0 7H24">
      {children}
    </Entry>
  );
}

function Entry({ layer, path, children }: { layer: Layer; path: string; children: ReactNode }) {
  const isForced = useMedia("(forced-colors: active)");
  const { fill, width, dash, color, forced } = INKS[layer];
  const ink = isForced ? forced : color;
  return (
    <li className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 24 14" width="24" height="14" aria-hidden="true">
        <path
          d={path}
          fill={fill ? ink : "none"}
          stroke={fill ? "none" : ink}
          strokeWidth={width}
          strokeDasharray={dash}
        />
      </svg>
      {children}
    </li>
  );
}
