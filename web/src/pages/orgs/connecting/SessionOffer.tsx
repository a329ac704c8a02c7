import { Link } from "wouter";
import { useSession } from "@/api/session";
import { OrgTag } from "@/app/OrgTag";
import { Button } from "@/kit/Button";
import { hostOf } from "@/limits/connecting";
import { useWatchedOrgs } from "../watched";
import { AskTrouble } from "./AskTrouble";
import { useApproval } from "./asking";

/** The org that this browser is connected with for some hours: it is likely to be the one that is meant. */
export function SessionOffer() {
  const session = useSession();
  const watched = useWatchedOrgs(undefined);
  const approval = useApproval("/orgs/new");
  const org = session.data?.valid ? session.data.org : undefined;
  if (!org || !watched.data) return null;
  if (watched.data.orgs.some((each) => each.org.id === org.id)) {
    return (
      <p className="flex flex-wrap items-center gap-x-2">
        The org that you are connected to is watched already:
        <Link href={`/orgs/${org.id}`} className="text-text">
          <OrgTag org={org} />
        </Link>
      </p>
    );
  }
  return (
    <section
      aria-label="The org that you are connected to"
      className="grid justify-items-start gap-3 rounded-md border border-accent bg-surface p-4"
    >
      <p className="flex flex-wrap items-center gap-x-2 font-medium text-base">
        You are connected to <OrgTag org={org} />
      </p>
      <p>
        That connection ends within hours. To go on without you, Force Monitor needs a permission that lasts,
        so Salesforce asks once more.
      </p>
      <Button look="primary" busy={approval.isPending} onClick={() => approval.mutate({ host: hostOf(org) })}>
        <span className="wrap-anywhere">Watch {org.name}</span>
      </Button>
      <AskTrouble error={approval.error} />
    </section>
  );
}
