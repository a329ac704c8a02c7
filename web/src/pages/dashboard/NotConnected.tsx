import { useTitle } from "@/app/useTitle";
import { Notice } from "@/kit/Notice";
import { ConnectCard } from "@/limits/ConnectCard";

/** Nothing can be read before an org is connected. */
export function NotConnected({ hasEnded }: { hasEnded: boolean }) {
  useTitle("Connect an org");
  return (
    <div className="grid gap-4">
      <h1 className="font-semibold text-xl">Connect an org to see its limits</h1>
      {hasEnded && (
        <Notice tone="warn">
          <p role="alert">Salesforce has ended the connection. Connect the org again.</p>
        </Notice>
      )}
      <ConnectCard />
    </div>
  );
}
