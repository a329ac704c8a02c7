import { OrgFrame } from "../OrgFrame";
import { WatchedLimits } from "../WatchedLimits";

/** One org that the account watches. */
export default function OrgPage({ org }: { org: string }) {
  return <OrgFrame org={org}>{(watched) => <WatchedLimits watched={watched} token={undefined} />}</OrgFrame>;
}
