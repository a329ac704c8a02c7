import { Link } from "wouter";
import { buttonClass } from "@/kit/Button";
import { setupLink } from "@/limits/links";
import { OutsideLink } from "@/limits/OutsideLink";
import type { Limit } from "@/limits/words";
import { addressesOf } from "./addresses";

/** What can be done about the most urgent limit. */
export function HeroLinks({ org, limit, instanceUrl }: { org: string; limit: Limit; instanceUrl: string }) {
  const at = addressesOf(org);
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-2" data-print="no">
      <Link href={at.limit(limit.name)} className={buttonClass("primary")}>
        Open detail
      </Link>
      <Link href={at.threshold(limit.name)} className={buttonClass()}>
        Change threshold
      </Link>
      <Link href={at.mute(limit.name)} className={buttonClass()}>
        Mute
      </Link>
      <OutsideLink link={{ ...setupLink(instanceUrl, limit.name), words: "See in Salesforce" }} />
    </p>
  );
}
