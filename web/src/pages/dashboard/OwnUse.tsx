import type { Report } from "@/limits/words";
import { count } from "@/words/numbers";

/** What looking costs, since it counts against what is looked at. */
export function OwnUse({ usage }: { usage: Report["apiUsage"] }) {
  return (
    <section aria-label="API calls of Force Monitor" className="text-muted">
      <p className="max-w-[80ch]">
        A reading costs one API call: every five minutes while this page is in view, and when you refresh.
        However many people look, an org is asked at most once a minute, or every ten seconds by Refresh now.
        {usage &&
          ` Salesforce counts ${count(usage.used)} of ${count(usage.max)} calls by everybody in 24 hours.`}
      </p>
    </section>
  );
}
