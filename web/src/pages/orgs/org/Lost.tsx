import { Link } from "wouter";
import { buttonClass } from "@/kit/Button";
import { Notice } from "@/kit/Notice";
import { moment } from "@/words/times";
import type { WatchedOrg } from "../watched";
import { addressesOf } from "./addresses";

/** The org cannot be read any more: why, since when, and what to do. */
export function Lost({
  trouble,
  org,
  isOwn,
}: {
  trouble: NonNullable<WatchedOrg["trouble"]>;
  org: WatchedOrg["org"];
  isOwn: boolean;
}) {
  return (
    <Notice tone="crit">
      <p className="font-medium">
        {org.name} cannot be read since <time dateTime={trouble.since}>{moment(trouble.since)}</time>:{" "}
        {trouble.words}.
      </p>
      <p>{trouble.remedy}</p>
      {isOwn && (
        <p>
          <Link href={addressesOf(org.id).connection} className={buttonClass("primary")}>
            Reconnect
          </Link>
        </p>
      )}
    </Notice>
  );
}
