import { CopyButton } from "@/kit/CopyButton";
import { Notice } from "@/kit/Notice";
import { hiddenLimits } from "./hidden";
import type { Limit } from "./words";

/** Says what is missing because the connected user may not see it: it may be full, and nobody would know. */
export function HiddenLimits({ limits }: { limits: readonly Limit[] }) {
  const hidden = hiddenLimits(limits);
  if (!hidden) return null;
  const request =
    `Force Monitor cannot show our ${hidden}: please give the user it is connected with the permission ` +
    '"Manage Users" (Setup > Permission Sets > System Permissions).';
  return (
    <Notice tone="warn">
      <p>
        Not shown: {hidden}. The connected user lacks the permission “Manage Users”, so nobody knows here how
        full it is.
      </p>
      <p data-print="no">
        <CopyButton text={request} label="Copy a request to your admin" />
      </p>
    </Notice>
  );
}
