import { createContext, useContext } from "react";
import type { Alerts, Channel, Edit, KnownLimit } from "./settings";

/** What has been changed, and what it was before, if that can be had again. */
export type Change = {
  words: string;
  /** What undoes it, and the alerts that it is made to. */
  undo: { edit: Edit; seen: Alerts } | undefined;
};

/** What the parts of the page have in common. */
export type Alerting = {
  org: string;
  alerts: Alerts;
  /** By how much the server's clock is ahead of this device's, in milliseconds. */
  ahead: number;
  /** The org's limits; none as long as they are on their way. */
  limits: readonly KnownLimit[];
  /** The account's own address. */
  address: string;
  /** The channels that are told. */
  channels: readonly Channel[];
  /** Saves a change of the alerts as they were seen, and offers to take it back. Refusals are thrown. */
  save: (seen: Alerts, edit: Edit, words: string, canUndo?: boolean) => Promise<void>;
};

/** Where the parts of the page find it. */
export const AlertingContext = createContext<Alerting | undefined>(undefined);

/** What the parts of the page have in common. */
export function useAlerting(): Alerting {
  const alerting = useContext(AlertingContext);
  if (!alerting) throw new Error("the alerts of an org are shown inside of its page");
  return alerting;
}
