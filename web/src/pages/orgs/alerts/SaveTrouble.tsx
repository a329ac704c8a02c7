import { Button } from "@/kit/Button";
import { Notice } from "@/kit/Notice";
import { Trouble } from "@/kit/Trouble";
import { useAlerting } from "./alerting";
import { differences } from "./differences";
import { refusedField } from "./draft";
import { settingsOf } from "./settings";
import type { Editing } from "./useEdit";

/** Why a change is not saved; what is wrong with a field stands beside it as well. */
export function SaveTrouble({ editing }: { editing: Editing }) {
  const { limits } = useAlerting();
  const { error, newer, seen, isReloaded, takeNewer } = editing;
  if (isReloaded) {
    return (
      <Notice>
        <p role="status">
          The newer alerts are loaded, and what you typed is as it was. Save again to change the newer ones.
        </p>
      </Notice>
    );
  }
  if (error === undefined) return null;
  const refused = refusedField(error);
  if (refused) {
    return (
      <Notice tone="crit">
        <p role="alert">Not saved. {refused[1]}</p>
      </Notice>
    );
  }
  if (!newer) return <Trouble error={error} />;
  const said = differences(settingsOf(seen), settingsOf(newer), limits);
  return (
    <Notice tone="warn">
      <p role="alert" className="font-medium">
        Not saved: the alerts were changed from elsewhere meanwhile. What you typed is still here.
      </p>
      <ul className="list-disc pl-5">
        {said.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {said.length === 0 && <p>They were saved anew, and say the same as before.</p>}
      <p>
        <Button onClick={takeNewer}>Load the newer ones</Button>
      </p>
    </Notice>
  );
}
