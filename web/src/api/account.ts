import { type QueryClient, useQuery } from "@tanstack/react-query";
import type { components } from "@/generated/api";
import { api } from "./client";
import { forgetAnswers } from "./conditional";
import { answered, Refused } from "./Refused";
import { inTurn } from "./refreshing";

/** A person's account. */
export type Account = components["schemas"]["Account"];

/** Remembers that somebody has logged in here: the cookies themselves cannot be seen by the page. */
const MAYBE = "account";

/**
 * The account that is logged in in this browser, or null. Where nobody has logged in the API is not asked, so
 * that a visitor without an account causes no refusals; `NeedsAccount` makes certain.
 */
export function useAccount() {
  return useQuery({
    queryKey: ["account"],
    queryFn: ({ signal }) => (isSupposed() ? askAccount(signal) : null),
    // Only a login changes it, perhaps one in another tab.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: "always",
  });
}

/** Whether somebody is likely to be logged in here. */
export function isSupposed(): boolean {
  return localStorage.getItem(MAYBE) !== null;
}

/** Supposes that somebody is logged in here, until the API says otherwise. */
export function suppose(): void {
  localStorage.setItem(MAYBE, "yes");
}

async function askAccount(signal: AbortSignal): Promise<Account | null> {
  try {
    const account = await answered(api.GET("/api/auth/me", { signal }));
    suppose();
    return account;
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401) throw error;
    localStorage.removeItem(MAYBE);
    return null;
  }
}

/** Whether a refusal says that nobody is logged in here any more. */
export function isLoggedOut(error: unknown): boolean {
  return error instanceof Refused && error.code === "session_required";
}

/** Logs in, and asks anew for what depends on who asks. */
export async function logIn(queries: QueryClient, email: string, password: string): Promise<void> {
  await inTurn(() => answered(api.POST("/api/auth/login", { body: { email, password } })));
  suppose();
  forgetAnswers();
  // A failure here must not pass for a login that has done nothing.
  await queries.refetchQueries({ queryKey: ["account"] }, { throwOnError: true });
  await queries.invalidateQueries({ queryKey: ["session"] });
}

/** Ends the login of this browser. */
export async function logOut(): Promise<void> {
  await inTurn(() => answered(api.POST("/api/auth/logout")));
}

/** Takes everything off the page that was for the account alone. */
export function forgetAccount(queries: QueryClient): void {
  localStorage.removeItem(MAYBE);
  forgetAnswers();
  queries.setQueryData(["account"], null);
  const ofTheOrg = ["account", "session", "limits"];
  queries.removeQueries({ predicate: ({ queryKey }) => !ofTheOrg.includes(String(queryKey[0])) });
  void queries.invalidateQueries({ queryKey: ["session"] });
}
