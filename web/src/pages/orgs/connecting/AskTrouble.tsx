import { Link } from "wouter";
import { Trouble } from "@/kit/Trouble";
import { hasNoApp, isOfField } from "./refusals";

/** Why an org cannot be connected, beside the button that was pressed, unless a field tells it. */
export function AskTrouble({ error }: { error: unknown }) {
  if (!error || isOfField(error)) return null;
  return (
    <div className="grid w-full gap-2">
      <Trouble error={error} />
      {hasNoApp(error) && (
        <p>
          <Link href="/orgs/new?by=app">An app of the org’s own</Link> works without it.
        </p>
      )}
    </div>
  );
}
