import { AttemptTrouble } from "@/limits/AttemptTrouble";
import type { AskedFleet } from "./useFleet";

/** Says why the orgs could not be looked up. */
export function FleetTrouble({ asked }: { asked: AskedFleet }) {
  return <AttemptTrouble asked={asked} kept={asked.fleet && "What you see is as it was."} />;
}
