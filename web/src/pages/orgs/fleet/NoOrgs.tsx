import { Link } from "wouter";
import { useTitle } from "@/app/useTitle";
import { buttonClass } from "@/kit/Button";

const STEPS = [
  ["Connect", "Approve once in Salesforce, or enter the org’s own app. Only limits and the name are read."],
  ["Learn", "The org is read every five minutes. After eight days its usual week is known."],
  ["Be told", "You get a mail before a limit runs out, and this page says which one and when."],
] as const;

/** What stands here before the first org is watched. */
export function NoOrgs() {
  useTitle("Watch your first org");
  return (
    <div className="mx-auto grid max-w-3xl gap-6 py-6">
      <h1 className="font-semibold text-lg sm:text-xl">Watch your first org</h1>
      <ol className="grid gap-3 md:grid-cols-3">
        {STEPS.map(([title, words], at) => (
          <li key={title} className="grid content-start gap-1 rounded-md border border-hairline p-4">
            <h2 className="font-semibold text-base">
              <span className="text-muted tabular-nums">{at + 1}.</span> {title}
            </h2>
            <p>{words}</p>
          </li>
        ))}
      </ol>
      <p>
        <Link href="/orgs/new" className={buttonClass("primary")}>
          Add an org
        </Link>
      </p>
    </div>
  );
}
