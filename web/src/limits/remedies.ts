import { Refused } from "@/api/Refused";

/** What to do about each refusal, beyond what the refusal says itself. */
const REMEDIES: Record<string, string> = {
  offline: "The page tries again as soon as the network is back.",
  timeout: "The page tries again by itself.",
  reading: "Somebody else is reading this org at the moment. The page tries again by itself.",
  too_many_requests: "Wait for the time shown; the page tries again by itself.",
  internal: "If it happens again, send the request's id to whoever runs Force Monitor.",
  unavailable: "The page tries again by itself.",
  salesforce_session_not_for_api:
    "Your admin can find it under login IP ranges, session security level or the scopes of the app.",
  salesforce_app_not_attached: "Send this sentence to your admin, and try again afterwards.",
  salesforce_api_disabled:
    "Ask your admin for the permission \u201cAPI Enabled\u201d, or connect as somebody who has it.",
  salesforce_permission_missing:
    "Ask your admin for this permission, then try again. You need not connect again.",
  salesforce_version_unknown: "Look whether the address is that of a Salesforce org with an API.",
  salesforce_request_too_long: "Disconnect and connect again; if it stays, tell whoever runs Force Monitor.",
  salesforce_host_moved: "Disconnect, and connect with the new My Domain.",
  salesforce_unreadable: "Look at status.salesforce.com. The page tries again by itself.",
  salesforce_not_configured: "Whoever runs Force Monitor has to enter the app's client id and secret.",
  salesforce_unavailable: "The page tries again by itself.",
  salesforce_timeout: "The page tries again by itself.",
};

/** What to do about a refusal. */
export function remedyOf(error: unknown): string {
  const isKnown = error instanceof Refused && Object.hasOwn(REMEDIES, error.code);
  return (isKnown && REMEDIES[error.code]) || "Try again; what is shown stays as it is.";
}
