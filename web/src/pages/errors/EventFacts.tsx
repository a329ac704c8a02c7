import { Facts } from "./Facts";
import { Foreign } from "./Foreign";
import { Mark } from "./Mark";
import { Moment } from "./Moment";
import type { Report } from "./reports";

/** When and where an event happened. */
export function EventFacts({ event }: { event: Report }) {
  const text = (value: string | null | undefined) => value && <Foreign most={200}>{value}</Foreign>;
  const request = (event.contexts?.trace as { trace_id?: unknown } | undefined)?.trace_id;
  return (
    <Facts
      facts={[
        ["Received", <Moment key="received" at={event.receivedAt} />],
        ["Happened, by the program’s clock", event.timestamp && <Moment key="at" at={event.timestamp} />],
        ["Severity", <Mark key="level" of={event.level} />],
        ["Release", text(event.release && event.dist ? `${event.release} (${event.dist})` : event.release)],
        ["Environment", text(event.environment)],
        ["Where", text(event.transaction)],
        ["Reported by", text(event.logger)],
        ["Machine", text(event.serverName)],
        ["User", text(event.user?.id ?? event.user?.username)],
        ["SDK", text(event.sdk)],
        [
          "Event",
          <code key="id" className="wrap-anywhere font-mono text-xs">
            {event.id}
          </code>,
        ],
        ["Request", text(event.tags?.request_id ?? event.tags?.requestId)],
        ["Trace", text(typeof request === "string" ? request : undefined)],
      ]}
    />
  );
}
