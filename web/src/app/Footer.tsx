import { zoneName } from "@/words/times";
import { usePreference } from "./preferences";

/** The foot of every page. */
export function Footer() {
  usePreference("zone");
  return (
    <footer className="mx-auto flex w-full max-w-[80rem] flex-wrap gap-x-6 gap-y-1 p-4 text-muted sm:px-6">
      <span>Times in {zoneName()}</span>
      <span className="sm:ml-auto">Not affiliated with Salesforce, Inc.</span>
    </footer>
  );
}
