import { CopyButton } from "@/kit/CopyButton";
import { Notice } from "@/kit/Notice";
import type { WatchedOrg } from "../watched";

type Check = NonNullable<WatchedOrg["check"]>;

const WHAT: Record<Check["missing"][number]["what"], string> = {
  limits: "limits",
  storage: "data and file storage",
  name: "the org's name and kind",
};

/** What cannot be read for lack of a permission: it may be full, and nobody would know. */
export function MissingPermissions({ check }: { check: Check }) {
  const { missing, request } = check;
  return (
    <Notice tone="warn">
      {missing.map(({ what, permission }) => (
        <p key={what}>
          Not read: {WHAT[what]}. The connected user lacks the permission “{permission}”, so nobody knows here
          how full it is.
        </p>
      ))}
      {request && (
        <p data-print="no">
          <CopyButton text={request} label="Copy a request to your admin" />
        </p>
      )}
    </Notice>
  );
}
