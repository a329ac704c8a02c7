import { OrgFrame } from "../OrgFrame";
import { LimitHistory } from "./LimitHistory";

/** One limit of an org that the account watches. */
export default function LimitPage({ org, name }: { org: string; name: string }) {
  return (
    <OrgFrame org={org}>
      {(watched) => <LimitHistory key={name} watched={watched} name={name} token={undefined} />}
    </OrgFrame>
  );
}
