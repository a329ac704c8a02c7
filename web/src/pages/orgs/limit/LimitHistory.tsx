import { Refused } from "@/api/Refused";
import { LimitsSkeleton } from "@/limits/LimitsSkeleton";
import { ReadingTrouble } from "@/limits/ReadingTrouble";
import { NotWatched } from "../NotWatched";
import { useWatchedLimits, type WatchedOrg } from "../watched";
import { LimitView } from "./LimitView";

/**
 * One limit of a watched org, with its history: for the account that watches it, or for who has been given
 * a link, whose token this is.
 */
export function LimitHistory({
  watched,
  name,
  token,
}: {
  watched: WatchedOrg;
  name: string;
  token: string | undefined;
}) {
  const asked = useWatchedLimits(watched.org.id, token);
  const { reading, error } = asked;
  if (reading)
    return <LimitView watched={watched} asked={asked} reading={reading} name={name} token={token} />;
  if (error instanceof Refused && error.status === 404) return <NotWatched />;
  if (!error) return <LimitsSkeleton />;
  return (
    <div className="grid max-w-3xl gap-4">
      <h1 className="font-semibold text-xl">The limit cannot be shown</h1>
      <ReadingTrouble asked={asked} />
    </div>
  );
}
