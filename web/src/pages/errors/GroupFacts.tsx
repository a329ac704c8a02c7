import { count } from "@/words/numbers";
import { Facts } from "./Facts";
import { Foreign } from "./Foreign";
import { HourBars } from "./HourBars";
import { Moment } from "./Moment";
import type { Group } from "./reports";

/** How often and where a group was seen. */
export function GroupFacts({ group, at }: { group: Group; at: number }) {
  const text = (value: string | null | undefined) => value && <Foreign most={200}>{value}</Foreign>;
  return (
    <Facts
      facts={[
        ["Events", count(group.count)],
        ["Users, about", group.users > 0 && count(group.users)],
        ["Seen last", <Moment key="last" at={group.lastSeen} />],
        ["Seen first", <Moment key="first" at={group.firstSeen} />],
        ["By the hour", <HourBars key="hours" hours={group.hours} at={at} />],
        ["Release", text(releases(group))],
        ["Environments", text(group.environments.join(", "))],
        ["Source", text(group.source)],
        ["Platform", text(group.platform)],
        [
          "Group",
          <code key="id" className="wrap-anywhere font-mono text-xs">
            {group.id}
          </code>,
        ],
      ].map(([name, value]) => [name as string, value || null] as const)}
    />
  );
}

function releases({ firstRelease, release }: Group): string | null | undefined {
  if (!firstRelease || firstRelease === release) return release;
  return `${firstRelease} to ${release ?? "unknown"}`;
}
