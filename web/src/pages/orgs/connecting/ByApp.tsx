import { AppForm } from "./AppForm";
import { AppSteps } from "./AppSteps";
import { useAdoption } from "./asking";

/** Watching by an app of the org's own: how it is made, and its key and secret. */
export function ByApp({ host }: { host: string }) {
  const adoption = useAdoption();
  return (
    <section aria-labelledby="by-app" className="grid gap-5">
      <h2 id="by-app" className="font-semibold text-lg">
        Connect by an app of the org’s own
      </h2>
      <AppSteps />
      <section aria-labelledby="credentials" className="grid gap-3">
        <h3 id="credentials" className="font-semibold text-base">
          Then give Force Monitor its key and secret
        </h3>
        <AppForm
          host={host}
          action="Watch this org"
          isBusy={adoption.isPending}
          error={adoption.error}
          onSend={(credentials) => adoption.mutate(credentials)}
        />
      </section>
    </section>
  );
}
