import { useTitle } from "@/app/useTitle";
import { FleetTrouble } from "./FleetTrouble";
import type { AskedFleet } from "./useFleet";

/** Nothing could be asked for yet. */
export function FleetUnreachable({ asked }: { asked: AskedFleet }) {
  useTitle("The orgs cannot be shown");
  return (
    <div className="grid max-w-3xl gap-4">
      <h1 className="font-semibold text-xl">The orgs cannot be shown</h1>
      <FleetTrouble asked={asked} />
    </div>
  );
}
