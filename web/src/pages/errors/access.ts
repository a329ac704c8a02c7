import { useSyncExternalStore } from "react";
import { answered, Refused } from "@/api/Refused";

/** By what errors are read: the operator's token, or the account's session; and whether that was refused. */
export type Access = { readonly token?: string; readonly refusal?: Refusal };

/** What was refused, and when: the token, the account, or its session, which has ended. */
export type Refusal = { readonly of: "token" | "account" | "session"; readonly at: number };

/** By what errors are read at present. */
export function useAccess(): Access {
  return useSyncExternalStore(subscribe, presentAccess);
}

/** The same, outside of a component. */
export function presentAccess(): Access {
  return access;
}

/** Reads by this token from now on. It stays in the memory of this page, and nowhere else. */
export function enter(token: string): void {
  change({ token });
}

/** Forgets the token. */
export function leave(): void {
  change({});
}

/** The headers that show the token, if one was entered. */
export function authorization(token = access.token): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** Asks as the operator. If that is refused, the way in is asked for again. */
export async function asOperator<T>(
  ask: (headers: Record<string, string>) => Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const shown = access;
  try {
    return await answered(ask(authorization()));
  } catch (error) {
    // An answer that comes late says nothing about what was entered meanwhile.
    if (isNoOperator(error) && access === shown) {
      const account = error.code === "operator_only" ? "account" : "session";
      change({ refusal: { of: shown.token ? "token" : account, at: Date.now() } });
    }
    throw error;
  }
}

/** Whether a refusal says that whoever asks is not the operator. */
export function isNoOperator(error: unknown): error is Refused {
  return error instanceof Refused && REFUSALS.includes(error.code);
}

const REFUSALS = ["ops_token_required", "operator_only", "session_required"];

let access: Access = {};

const listeners = new Set<() => void>();

function change(next: Access): void {
  access = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
