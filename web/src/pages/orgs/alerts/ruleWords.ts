import type { Category } from "@/limits/words";
import { amount, plural } from "@/words/numbers";
import type { Channel, Condition, Kind, KnownLimit, Rule, Scope } from "./settings";

/** What each kind of rule is called. */
export const KIND_WORDS: Record<Kind, string> = {
  level: "Level of use",
  timeLeft: "Time left",
  jump: "Sudden rise",
  unusualRate: "Unusual rate",
  maximumChanged: "Changed maximum",
  appearedOrVanished: "New or vanished limit",
  connectionLost: "Lost connection",
  noReading: "No reading",
};

/** When each kind opens an alert. */
export const KIND_MEANINGS: Record<Kind, string> = {
  level: "When more than a share of the maximum is used, in two readings in a row.",
  timeLeft: "When the limit is forecast to be used up soon, in two readings in a row.",
  jump: "When use rises fast within an hour, in two readings in a row.",
  unusualRate: "When far more is used in an hour than usually at this hour of the week.",
  maximumChanged: "When Salesforce allows more or less than before.",
  appearedOrVanished: "When Salesforce lists a limit that it did not list before, or lists one no more.",
  connectionLost: "When the org cannot be read until somebody connects it again.",
  noReading: "When there was no reading for a while, whatever the reason.",
};

const CATEGORIES: Record<Category, string> = {
  api: "all API limits",
  storage: "all storage limits",
  email: "all email limits",
  events: "all event limits",
  apex: "all Apex limits",
  other: "all limits of other areas",
};

/** What a rule waits for: "Warn above 60 %, critical above 80 %". */
export function conditionWords(condition: Condition, unit: KnownLimit["unit"] = "count"): string {
  switch (condition.kind) {
    case "level": {
      const { warning, critical } = condition;
      if (warning === critical) return `Critical above ${share(critical)}`;
      return `Warn above ${share(warning)}, critical above ${share(critical)}`;
    }
    case "timeLeft":
      return `Critical when a limit is forecast to run out within ${minutesWords(condition.minutes)}`;
    case "jump": {
      const points = condition.pointsPerHour;
      return `Warn when use rises by ${points} percentage ${points === 1 ? "point" : "points"} in an hour`;
    }
    case "unusualRate": {
      const least = condition.least > 0 ? ` and at least ${amount(condition.least, unit)}` : "";
      return `Warn when ${condition.factor} times the usual${least} is used in an hour`;
    }
    case "maximumChanged":
      return "Warn when Salesforce changes a maximum";
    case "appearedOrVanished":
      return "Warn when a limit appears or vanishes";
    case "connectionLost":
      return "Critical when the org can be read no more";
    case "noReading":
      return `Warn when there was no reading for ${minutesWords(condition.minutes)}`;
  }
}

/** For what a rule holds: "the whole org", "all API limits", "Daily API requests". */
export function scopeWords(scope: Scope, limits: readonly KnownLimit[]): string {
  if ("limit" in scope) return labelOf(scope.limit, limits);
  return "category" in scope ? CATEGORIES[scope.category] : "the whole org";
}

/** A rule in a sentence without its full stop. */
export function ruleWords(rule: Rule, limits: readonly KnownLimit[]): string {
  const condition = conditionWords(rule.condition, unitOf(rule.scope, limits));
  return `${condition}, for ${scopeWords(rule.scope, limits)}`;
}

/** The unit in which a rule counts; limits that are not one are counted without. */
export function unitOf(scope: Scope, limits: readonly KnownLimit[]): KnownLimit["unit"] {
  return ("limit" in scope && limits.find(({ name }) => name === scope.limit)?.unit) || "count";
}

/** How a limit is called, by Salesforce's name where nothing else is known. */
export function labelOf(name: string, limits: readonly KnownLimit[]): string {
  return limits.find((limit) => limit.name === name)?.label ?? name;
}

/** Whom a rule tells: "all channels", "Pager and Team", "nobody". */
export function toldWords(rule: Rule, channels: readonly Channel[]): string {
  if (!rule.channels) return channels.length === 1 ? (channels[0]?.name ?? "all channels") : "all channels";
  const names = rule.channels.map((id) => channels.find((channel) => channel.id === id)?.name ?? id);
  return names.length > 0 ? listWords(names) : "nobody";
}

/** A length in minutes, exactly: "30 min", "2 h", "1 h 30 min", "7 days". */
export function minutesWords(minutes: number): string {
  if (minutes > 0 && minutes % 1440 === 0) return plural(minutes / 1440, "day");
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** "a, b and c" */
export function listWords(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function share(percent: number): string {
  return `${percent}\u00a0%`;
}
