import type { components } from "@/generated/api";
import { clock, duration, moment } from "@/words/times";
import type { WatchedOrg } from "../watched";

type Reason = components["schemas"]["Trouble"];

/** How a connection is: in a heading, in a sentence below it, and whether that is bad. */
export type Health = {
  readonly kind: "lost" | "paused" | "new" | "silent" | "works";
  readonly title: string;
  readonly words: string;
};

/** An org that was not read for so long, in seconds, is silent: three readings are missing. */
const SILENT = 15 * 60;

/** Which losses somebody in the org can mend, so that they are tried again once an hour. */
const HEALS: Record<Reason, boolean> = {
  addressRefused: true,
  apiDisabled: true,
  appBlocked: true,
  clientRefused: false,
  hostMoved: true,
  keyLost: false,
  orgInactive: true,
  permissionMissing: true,
  refused: false,
  replyLost: false,
  revoked: false,
  sessionNotForApi: true,
  userInactive: true,
};

/** How the connection with an org is, at `now` of the server's clock. */
export function healthOf(watched: WatchedOrg, now: number): Health {
  const { pausedUntil, readAt, trouble } = watched;
  if (trouble) {
    const words = `Not read since ${moment(trouble.since)} because ${trouble.words}.`;
    return { kind: "lost", title: "The connection is lost", words };
  }
  if (pausedUntil && Date.parse(pausedUntil) > now) {
    const words =
      "Salesforce has refused or failed, so the org is left alone until then. The next reading shows " +
      "whether it answers again.";
    return { kind: "paused", title: `No readings until ${clock(pausedUntil)}`, words };
  }
  if (!readAt) {
    const words =
      "Permission is given. The org is read every five minutes, so the first reading is on its way.";
    return { kind: "new", title: "Waiting for the first reading", words };
  }
  const age = (now - Date.parse(readAt)) / 1000;
  if (age > SILENT) {
    const words =
      "Salesforce has not refused the connection, but readings are missing. They go on by themselves.";
    return { kind: "silent", title: `No reading for ${duration(age)}`, words };
  }
  return { kind: "works", title: "The connection works", words: "The org is read every five minutes." };
}

/** What becomes of a lost connection if nobody connects it again. */
export function prospects(reason: Reason): string {
  return HEALS[reason]
    ? "Once that is mended, readings go on by themselves: it is tried again once an hour. Connecting " +
        "again is quicker."
    : "Only connecting the org again brings the readings back. Its history stays.";
}

/** How an org was permitted to be read. */
export function permittedBy({ method, ownApp }: WatchedOrg): string {
  if (method === "clientCredentials") return "The org’s own app, without a person (client credentials)";
  return ownApp ? "A person’s approval of the org’s own app" : "A person’s approval of Force Monitor’s app";
}
