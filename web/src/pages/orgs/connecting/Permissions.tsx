import { buttonClass } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { AdminText } from "@/pages/connect/AdminText";
import type { WatchedOrg } from "../watched";
import { mailTo, ORDER, PARTS } from "./parts";

/** What may be read, what may not, and what to ask the org's admin for. */
export function Permissions({ watched }: { watched: WatchedOrg }) {
  const { check, org } = watched;
  const missing = new Map(check?.missing.map(({ what, permission }) => [what, permission]));
  const known = ORDER.filter((part) => missing.has(part) || check?.readable.includes(part));
  return (
    <section aria-labelledby="permissions" className="grid gap-3">
      <h2 id="permissions" className="font-semibold text-lg">
        What may be read
      </h2>
      {known.length === 0 && (
        <p>It could not be found out when the org was connected. Connecting again looks once more.</p>
      )}
      <ul className="grid gap-2">
        {known.map((part) => {
          const permission = missing.get(part);
          return (
            <li key={part} className="flex items-baseline gap-2">
              <span className={permission ? "text-warn" : "text-ok"}>
                <Icon name={permission ? "close" : "check"} className="inline size-4 align-text-bottom" />
              </span>
              <span>
                {PARTS[part]}: {permission ? `not readable, it takes ${permission}` : "readable"}
              </span>
            </li>
          );
        })}
      </ul>
      {check?.request && (
        <>
          <AdminText text={check.request}>
            <a href={mailTo(org.name, check.request)} className={buttonClass()}>
              Write a mail
            </a>
          </AdminText>
          <p>Once it is granted, connect again below: that is when permissions are looked at.</p>
        </>
      )}
    </section>
  );
}
