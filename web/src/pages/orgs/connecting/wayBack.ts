/**
 * Where an approval was asked for, while the person is at Salesforce: if it comes to nothing, the page that
 * says why leads back there. It stays in this tab, and holds no secret.
 */
const KEY = "approval";

/** An approval has to be finished within ten minutes; what is older is another story. */
const GOOD_FOR = 15 * 60_000;

/** Keeps the page to which a failed approval leads back. */
export function keepWayBack(path: string, now = Date.now()): void {
  sessionStorage.setItem(KEY, JSON.stringify({ path, until: now + GOOD_FOR }));
}

/** The page at which the approval was asked for, if one was asked for in this tab a short while ago. */
export function wayBack(now = Date.now()): string | undefined {
  return pathIn(sessionStorage.getItem(KEY), now);
}

/** Forgets it: something else is being done. */
export function forgetWayBack(): void {
  sessionStorage.removeItem(KEY);
}

/** The path in what was kept, if it is still good and one of a watched org's. */
export function pathIn(kept: string | null, now: number): string | undefined {
  try {
    const { path, until } = JSON.parse(kept ?? "{}");
    const isGood = typeof path === "string" && path.startsWith("/orgs/") && until > now;
    return isGood ? path : undefined;
  } catch {
    return undefined;
  }
}
