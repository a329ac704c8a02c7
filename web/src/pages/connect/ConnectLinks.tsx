import { BASE } from "@/app/base";
import { buttonClass } from "@/kit/Button";

/** The two ways to Salesforce that need nothing to be typed. */
export function ConnectLinks() {
  return (
    <p className="flex flex-wrap gap-2">
      <a href={`${BASE}/auth/salesforce?host=login`} className={buttonClass("primary")}>
        Connect a production org
      </a>
      <a href={`${BASE}/auth/salesforce?host=test`} className={buttonClass()}>
        Connect a sandbox
      </a>
    </p>
  );
}
