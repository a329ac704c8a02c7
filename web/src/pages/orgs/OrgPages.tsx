import { useRoute } from "wouter";
import { OrgPage } from "./OrgPage";
import { SharePage } from "./SharePage";

/** The pages of watched orgs: for who watches them, and for who has been given a link. */
export default function OrgPages() {
  const [isOrg, params] = useRoute("/orgs/:org");
  return isOrg ? <OrgPage org={params.org} /> : <SharePage />;
}
