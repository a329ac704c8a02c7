import { OrgFrame } from "../OrgFrame";
import { Connection } from "./Connection";

/** How a watched org is connected, and how that is mended or ended. */
export default function ConnectionPage({ org }: { org: string }) {
  return <OrgFrame org={org}>{(watched) => <Connection watched={watched} />}</OrgFrame>;
}
