import type { components } from "@/generated/api";
import { times } from "./backtest";
import type { Channel } from "./settings";

/** How posting to a channel goes. */
export type Health = components["schemas"]["ChannelHealth"];

/** What each kind of channel is called. */
export const CHANNEL_WORDS: Record<Channel["kind"], string> = {
  email: "E-mail",
  webhook: "Webhook",
  slack: "Slack",
  teams: "Microsoft Teams",
};

/** Where the address of each kind comes from. */
export const URL_HINTS: Record<Exclude<Channel["kind"], "email">, string> = {
  webhook: "An https address on the public internet. Each post is signed JSON.",
  slack: "The address of an incoming webhook of Slack: https://hooks.slack.com/services/…",
  teams: "The address of a workflow of Teams: “Send webhook alerts to a channel”.",
};

const REASONS: Record<components["schemas"]["Reason"], string> = {
  url: "its address is none that is posted to",
  address: "its address does not lead to the public internet",
  connection: "no connection could be made",
  timeout: "there was no answer within five seconds",
  unreadable: "what answered does not speak HTTP",
  redirected: "it answered with a redirect, and redirects are not followed",
  gone: "it answered that it wants nothing more",
  refused: "it refused the message",
  tooMany: "it has had too many messages",
  unavailable: "it could not take the message then",
  sealed: "its address cannot be opened any more; enter it anew",
};

/** Why the last post failed, as part of a sentence. */
export function failureWords({ lastError, lastStatus }: Health): string {
  if (!lastError) return "of something that is not known";
  return `${REASONS[lastError]}${lastStatus ? ` (${lastStatus})` : ""}`;
}

/** How a channel is, for a mark: works, fails, is disabled, or nobody knows. */
export function healthOf(health: Health | undefined): "ok" | "failing" | "disabled" | "unknown" {
  if (health?.disabledAt) return "disabled";
  if (!health?.lastOkAt && !health?.lastFailedAt) return "unknown";
  return health.failuresInARow > 0 ? "failing" : "ok";
}

/** "failed", "failed twice in a row" */
export function inARow(failures: number): string {
  return failures < 2 ? "failed" : `failed ${times(failures)} in a row`;
}

/** What has come of a test since it was sent; nothing as long as that is not known. */
export function outcomeOf(before: Health | undefined, now: Health | undefined): "ok" | "failed" | undefined {
  if (!now) return undefined;
  if (now.lastOkAt && now.lastOkAt !== before?.lastOkAt) return "ok";
  return now.lastFailedAt && now.lastFailedAt !== before?.lastFailedAt ? "failed" : undefined;
}
