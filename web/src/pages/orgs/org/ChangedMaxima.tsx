import { Link } from "wouter";
import { useOfNow } from "@/app/useNow";
import { Notice } from "@/kit/Notice";
import type { Reading } from "@/limits/reading";
import { onServersClock } from "@/limits/serverClock";
import { useEvents } from "../watched";
import { addressesOf } from "./addresses";
import { changedMaxima } from "./maxima";

/** Which maxima Salesforce has changed in the last 24 hours: what was near its end may not be any more. */
export function ChangedMaxima({ org, reading }: { org: string; reading: Reading }) {
  const events = useEvents(org, reading.report.readAt ?? "");
  const urgent = reading.report.limits.map(({ name }) => name);
  const told = useOfNow((now) =>
    changedMaxima(events.data?.events ?? [], urgent, onServersClock(reading, now)).join("\n"),
  );
  if (!told) return null;
  return (
    <Notice>
      {told.split("\n").map((words) => (
        <p key={words}>{words}</p>
      ))}
      <p>
        <Link href={addressesOf(org).events}>All events</Link>
      </p>
    </Notice>
  );
}
