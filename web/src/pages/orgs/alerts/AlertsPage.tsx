import { OrgFrame } from "../OrgFrame";
import { AlertsOfOrg } from "./AlertsOfOrg";

/** What of an org is told, when, and to whom. */
export default function AlertsPage({ org }: { org: string }) {
  return <OrgFrame org={org}>{(watched) => <AlertsOfOrg key={org} org={watched.org} />}</OrgFrame>;
}
