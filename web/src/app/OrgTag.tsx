import type { components } from "@/generated/api";

type Org = components["schemas"]["Org"];

/** What each kind of org is called, in capitals where a mistake is dear. */
const KINDS: Record<Org["kind"], string> = {
  production: "PROD",
  sandbox: "SANDBOX",
  developer: "DEV",
};

/** An org's name and kind: production is a solid tag, everything else an outlined one. */
export function OrgTag({ org }: { org: Org }) {
  const look = org.kind === "production" ? "border-text bg-text text-bg" : "border-control text-text";
  return (
    <span className="inline-flex min-w-0 items-center gap-2 py-1">
      <span className={`rounded-sm border px-1.5 font-semibold text-xs ${look}`}>{KINDS[org.kind]}</span>
      <span className="min-w-0 break-words">{org.name}</span>
    </span>
  );
}
