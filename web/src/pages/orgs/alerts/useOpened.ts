import { useEffect } from "react";
import { useLocation } from "wouter";
import { type UrlState, useUrlState, writeUrl } from "@/app/useUrlState";

/** What can be open on the page, each with what it is about. */
export type Opened = {
  /** A rule, by its id. */
  rule?: string;
  /** The rule about the level of a limit, by Salesforce's name for it. */
  limit?: string;
  /** A new rule, for a scope such as `org`. */
  add?: string;
  /** The silence about a limit, by Salesforce's name for it. */
  mute?: string;
  /** The silence of a rule, by its id. */
  silence?: string;
  /** Thresholds for a while, by the rule's id. */
  temporary?: string;
  /** A channel by its id; `new` for another one. */
  channel?: string;
  /** The removal of a channel, by its id. */
  remove?: string;
  /** The quiet hours. */
  quiet?: string;
};

const NOTHING: UrlState = {
  rule: undefined,
  limit: undefined,
  add: undefined,
  mute: undefined,
  silence: undefined,
  temporary: undefined,
  channel: undefined,
  remove: undefined,
  quiet: undefined,
};

/** Whether anything is open. */
export function isAnyOpen(opened: Opened): boolean {
  return (Object.keys(NOTHING) as (keyof Opened)[]).some((name) => opened[name] !== undefined);
}

/** What is open stands in the address. The browser's way back closes it, as its own buttons do. */
export function useOpened() {
  const [state] = useUrlState();
  const [path, navigate] = useLocation();
  return {
    opened: state as Opened,
    open: (what: Opened) =>
      navigate(path + writeUrl(location.search, { ...NOTHING, ...what }), { state: { isOpened: true } }),
    close: () => history.back(),
  };
}

/** Puts the page itself behind what is open on it, where an address was followed that has it open. */
export function useWayBack(opened: Opened): void {
  const [path, navigate] = useLocation();
  const isAny = isAnyOpen(opened);
  useEffect(() => {
    if (!isAny || history.state?.isOpened) return;
    const { search } = location;
    navigate(path + writeUrl(search, NOTHING), { replace: true });
    navigate(path + search, { state: { isOpened: true } });
  }, [isAny, path, navigate]);
}
