import { Refused } from "@/api/Refused";
import { useSession } from "@/api/session";
import { useTitle } from "@/app/useTitle";
import { LimitsSkeleton } from "@/limits/LimitsSkeleton";
import { isEnded } from "@/limits/polling";
import { ReadingTrouble } from "@/limits/ReadingTrouble";
import type { Asked } from "@/limits/useReading";
import { ConnectedOrg } from "./ConnectedOrg";
import { NotConnected } from "./NotConnected";
import { useLimits } from "./useLimits";

/** The limits of the connected org, or how to connect one. */
export function Dashboard() {
  const session = useSession();
  const asked = useLimits(session.data?.valid !== false);
  if (asked.reading) return <ConnectedOrg asked={asked} reading={asked.reading} />;
  if (session.data?.valid === false || isEnded(asked.error)) {
    const hasEnded = asked.error instanceof Refused && asked.error.code === "salesforce_session_expired";
    return <NotConnected hasEnded={hasEnded} />;
  }
  return asked.error ? <NoReading asked={asked} /> : <LimitsSkeleton />;
}

function NoReading({ asked }: { asked: Asked }) {
  useTitle("The limits cannot be read");
  return (
    <div className="grid max-w-3xl gap-4">
      <h1 className="font-semibold text-xl">The limits cannot be read</h1>
      <ReadingTrouble asked={asked} />
    </div>
  );
}
