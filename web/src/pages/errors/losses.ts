import { count, plural } from "@/words/numbers";

/** Reasons as SDKs name them, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ratelimit_backoff: "rate limit",
  network_error: "no network",
  send_error: "refused",
  queue_overflow: "queue full",
  buffer_overflow: "queue full",
  cache_overflow: "cache full",
  before_send: "dropped by the program itself",
  event_processor: "dropped by the program itself",
  ignored: "dropped by the program itself",
  sample_rate: "sampling",
  backpressure: "too much to do",
  internal_sdk_error: "failure of the SDK",
};

/** Categories under which SDKs lose what would have come here. */
const ERRORS = ["error", "default", "security"];

/** What SDKs say they lost of errors: "SDKs say they lost 12 events in the last week: rate limit 12." */
export function lossesInWords(lost: Readonly<Record<string, number>>): string | undefined {
  const sums = new Map<string, number>();
  for (const [key, number] of Object.entries(lost)) {
    const [reason = "", category = ""] = key.split(":");
    if (number <= 0 || !ERRORS.includes(category)) continue;
    const words = REASONS[reason] ?? reason.replaceAll("_", " ");
    sums.set(words, (sums.get(words) ?? 0) + number);
  }
  if (sums.size === 0) return undefined;
  const sum = [...sums.values()].reduce((all, each) => all + each, 0);
  const sorted = [...sums].sort(([a, some], [b, more]) => more - some || a.localeCompare(b));
  const parts = sorted.map(([words, number]) => `${words} ${count(number)}`).join(", ");
  return `SDKs say they lost ${plural(sum, "event")} in the last week: ${parts}.`;
}
