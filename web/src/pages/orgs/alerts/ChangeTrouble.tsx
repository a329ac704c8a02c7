import { Refused } from "@/api/Refused";
import { Notice } from "@/kit/Notice";
import { Trouble } from "@/kit/Trouble";

/** Why something could not be changed; where others were faster, the newer alerts are shown by then. */
export function ChangeTrouble({ error }: { error: unknown }) {
  if (error === undefined) return null;
  if (!(error instanceof Refused) || error.code !== "conflict") return <Trouble error={error} />;
  return (
    <Notice tone="warn">
      <p role="alert">
        Not changed, because the alerts were changed from elsewhere meanwhile. Here are the newer ones.
      </p>
    </Notice>
  );
}
