import { OrgFrame } from "../OrgFrame";
import { EventsOfOrg } from "./EventsOfOrg";

/** What has happened to an org. */
export default function EventsPage({ org }: { org: string }) {
  return <OrgFrame org={org}>{(watched) => <EventsOfOrg key={org} org={watched.org} />}</OrgFrame>;
}
