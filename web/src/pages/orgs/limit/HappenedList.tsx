import { NOTE_WORDS } from "@/charts/noteWords";
import type { Note } from "@/charts/subject";
import { dayAndMoment } from "@/charts/told";
import { moment } from "@/words/times";

/** So many entries are seen at once; the others are one step away. */
const FIRST = 5;

/** What happened to a limit in the shown time, the newest first. */
export function HappenedList({
  notes,
  since,
  from,
}: {
  notes: readonly Note[];
  since: number;
  from: number;
}) {
  // That a silence ends has not happened yet.
  const past = notes.filter(({ kind }) => kind !== "muted");
  const list = past.toSorted((one, other) => other.at - one.at);
  const [first, others] = [list.slice(0, FIRST), list.slice(FIRST)];
  return (
    <section aria-labelledby="happened" className="grid gap-2">
      <h3 id="happened" className="font-semibold">
        What happened in this time
      </h3>
      {list.length === 0 && <p className="text-muted">No alert opened or closed, and no maximum changed.</p>}
      <Entries notes={first} />
      {others.length > 0 && (
        <details>
          <summary className="min-h-6 py-1">{others.length} more</summary>
          <Entries notes={others} />
        </details>
      )}
      {since > from && <p className="text-muted">Events before {moment(since)} are not shown.</p>}
    </section>
  );
}

function Entries({ notes }: { notes: readonly Note[] }) {
  return (
    <ul className="grid gap-1">
      {notes.map(({ at, words, kind }) => (
        <li key={`${at} ${kind}`} className="flex flex-wrap gap-x-3">
          <time dateTime={new Date(at).toISOString()} className="text-muted tabular-nums">
            {dayAndMoment(at)}
          </time>
          <span className="min-w-0">
            <span className="inline-block font-medium first-letter:uppercase">{NOTE_WORDS[kind]}</span> –{" "}
            {words}
          </span>
        </li>
      ))}
    </ul>
  );
}
