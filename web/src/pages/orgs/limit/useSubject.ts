import { useMemo } from "react";
import { moved } from "@/charts/course";
import { peaksOf } from "@/charts/plot";
import type { Note, Subject } from "@/charts/subject";
import type { Limit, Report } from "@/limits/words";
import { useRules } from "./alerts";
import { useHappened } from "./happened";
import { type Series, useCourse } from "./history";
import type { Known } from "./known";
import { notesOf } from "./notes";
import { endWith, projectionOf } from "./projection";
import { COMPARABLE, type Span } from "./ranges";
import { levelRule, muteOf, thresholdsOf, USUAL } from "./thresholds";
import { useAddress } from "./useAddress";

const WEEK = 7 * 86_400_000;

/** Above this share of the height a closer look shows nothing more. */
const LOW = 0.5;

/** What the chart shows, and what is told beside it. An app's part has no rules and events of its own. */
export function useSubject({
  series,
  span,
  known,
  limit,
  report,
  now,
}: {
  series: Series;
  span: Span;
  known: Known | undefined;
  limit: Limit | undefined;
  report: Report;
  now: number;
}) {
  const { url } = useAddress();
  const { org, token, name, app } = series;
  const isLive = span.to === undefined;
  const rules = useRules(org, token);
  const rule = limit && !app ? levelRule(rules.data?.rules ?? [], limit) : undefined;
  const mute = muteOf(rule, now);
  const happened = useHappened(org, token, `${span.range} ${span.to ?? ""}`, (span.to ?? now) - span.length);
  const isCompared = url.week === "1" && span.length <= COMPARABLE;
  const [from, to] = [known?.from ?? 0, known?.to ?? 0];
  const before = useCourse(series, "week", from - WEEK, to - WEEK, isCompared && known !== undefined);
  const isClose = url.scale === "close";
  const isOfLink = token !== undefined;
  const subject = useMemo((): Subject | undefined => {
    if (!known) return undefined;
    const projection = isLive && !app ? projectionOf(limit, report.readAt) : undefined;
    const end = isLive ? endWith(projection, Math.max(now, known.to), span.length) : known.to;
    const notes = app ? [] : notesOf(happened.data?.events ?? [], name, known.from, end);
    return {
      course: known.course,
      from: known.from,
      to: end,
      now,
      unit: known.history.unit,
      projection,
      thresholds: app ? undefined : isOfLink ? USUAL : thresholdsOf(rule, now),
      lastWeek: isCompared && before.data ? moved(before.data.course, WEEK) : undefined,
      notes: mute ? [...notes, mutedNote(mute)] : notes,
      close: isClose,
    };
  }, [
    known,
    isLive,
    app,
    limit,
    report.readAt,
    now,
    span.length,
    happened.data,
    name,
    isOfLink,
    rule,
    mute,
    isCompared,
    before.data,
    isClose,
  ]);
  const peaks = subject && peaksOf(subject);
  const canBeClose = isClose || (peaks !== undefined && peaks.used > 0 && peaks.used < LOW * peaks.max);
  return { subject, mute, happenedSince: happened.data?.since ?? 0, canBeClose };
}

function mutedNote({ until, note }: { until: string; note?: string }): Note {
  return { at: Date.parse(until), kind: "muted", words: `Alerts muted until then${note ? `: ${note}` : ""}` };
}
