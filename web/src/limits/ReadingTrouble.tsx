import { AttemptTrouble } from "./AttemptTrouble";
import type { Asked } from "./useReading";

/** Says why there is no newer reading. */
export function ReadingTrouble({ asked }: { asked: Asked }) {
  return <AttemptTrouble asked={asked} kept={asked.reading && "A newer reading could not be had."} />;
}
