import { NeedsAccount } from "@/app/NeedsAccount";
import { useTitle } from "@/app/useTitle";
import { useUrlState } from "@/app/useUrlState";
import { ByApp } from "./ByApp";
import { ByPerson } from "./ByPerson";
import { SessionOffer } from "./SessionOffer";
import { WatchingMeans } from "./WatchingMeans";
import { WayChoice } from "./WayChoice";
import { wayOf } from "./ways";

/** Adding an org that is watched from then on: what that means, and the two ways to permit it. */
export default function NewOrgPage() {
  return <NeedsAccount>{() => <NewOrg />}</NeedsAccount>;
}

function NewOrg() {
  useTitle("Watch an org");
  const [url, change] = useUrlState();
  const way = wayOf(url.by);
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-8 py-2 sm:py-6">
      <div className="grid gap-4">
        <h1 className="font-semibold text-xl">Watch an org</h1>
        <WatchingMeans />
      </div>
      <SessionOffer />
      <WayChoice chosen={way} onChoose={(by) => change({ by })} />
      {way === "app" ? <ByApp host={url.host ?? ""} /> : <ByPerson host={url.host ?? ""} />}
    </div>
  );
}
