import type { components } from "@/generated/api";
import type { Category, Limit } from "@/limits/words";

type Schemas = components["schemas"];
/** The alerts of an org as its account sees them. */
export type Alerts = Schemas["AlertsView"];
/** What of them can be changed. */
export type Settings = Pick<Alerts, "rules" | "channels" | "quietHours">;
/** When an alert opens, for what, and whom it tells. */
export type Rule = Schemas["AlertRule"];
/** For what a rule holds. */
export type Scope = Schemas["AlertScope"];
/** What a rule waits for. */
export type Condition = Schemas["AlertCondition"];
/** The kinds of conditions. */
export type Kind = Condition["kind"];
/** Silence that ends by itself. */
export type Mute = Schemas["AlertMute"];
/** Where messages go. */
export type Channel = Schemas["AlertChannel"];
/** What is told of a limit beside its name. */
export type KnownLimit = Pick<Limit, "name" | "label" | "category" | "unit">;
/** A change of the settings. */
export type Edit = (settings: Settings) => Settings;

/** All kinds, in the order in which they are offered. */
export const KINDS: readonly Kind[] = [
  "level",
  "timeLeft",
  "jump",
  "unusualRate",
  "maximumChanged",
  "appearedOrVanished",
  "connectionLost",
  "noReading",
];

/** The account's own address, which is told where no other channel is set. */
export const OWN_MAIL: Channel = { kind: "email", id: "email", name: "E-mail" };

/** What of the alerts can be changed, and is sent back. */
export function settingsOf({ rules, channels, quietHours }: Alerts): Settings {
  return { rules, channels: channels ?? [], quietHours: quietHours ?? null };
}

/** The channels that are told, the account's own address where none is set. */
export function toldChannels({ channels = [] }: Settings): readonly Channel[] {
  return channels.length > 0 ? channels : [OWN_MAIL];
}

/** Whether rules of a kind are about the org, and never about one of its limits. */
export function isOfOrg(kind: Kind): boolean {
  return kind === "connectionLost" || kind === "noReading";
}

/** The rule of a kind that holds for a limit: the most specific one. */
export function governing(
  rules: readonly Rule[],
  kind: Kind,
  limit: { name: string; category?: Category | undefined },
): Rule | undefined {
  const ofKind = rules.filter((rule) => rule.condition.kind === kind);
  return (
    ofKind.find(({ scope }) => "limit" in scope && scope.limit === limit.name) ??
    ofKind.find(({ scope }) => "category" in scope && scope.category === limit.category) ??
    ofKind.find(({ scope }) => "org" in scope)
  );
}

/** Whether two rules hold for the same. */
export function isSameScope(a: Scope, b: Scope): boolean {
  return scopeKey(a) === scopeKey(b);
}

/** A scope as a form's value: "org", "category:api", "limit:DailyApiRequests". */
export function scopeKey(scope: Scope): string {
  if ("limit" in scope) return `limit:${scope.limit}`;
  return "category" in scope ? `category:${scope.category}` : "org";
}

/** The scope that such a value stands for. */
export function scopeOf(key: string): Scope {
  if (key.startsWith("limit:")) return { limit: key.slice(6) };
  return key.startsWith("category:") ? { category: key.slice(9) as Category } : { org: true };
}

/** With a rule in place of the one with its id, or as the last one. */
export function withRule(settings: Settings, rule: Rule): Settings {
  const isKnown = settings.rules.some(({ id }) => id === rule.id);
  const rules = isKnown
    ? settings.rules.map((each) => (each.id === rule.id ? rule : each))
    : [...settings.rules, rule];
  return { ...settings, rules };
}

/** A rule changed where it still is; a rule that is gone stays so. */
export function withChanged(settings: Settings, id: string, change: Partial<Rule>): Settings {
  return {
    ...settings,
    rules: settings.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
  };
}

/** Without a rule. */
export function withoutRule(settings: Settings, id: string): Settings {
  return { ...settings, rules: settings.rules.filter((rule) => rule.id !== id) };
}

/** An id that nothing has yet, of the letters that ids may have. */
export function newId(wanted: string, taken: readonly { id: string }[]): string {
  const kebab = wanted.replace(/([a-z\d])([A-Z])/g, "$1-$2").toLowerCase();
  const base = kebab.replace(/[^a-z0-9_-]+/g, "-").slice(0, 36) || "rule";
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (taken.every((each) => each.id !== id)) return id;
  }
}

/**
 * With these kinds of rules muted for one limit alone. Where a wider rule holds for it, the limit gets a rule
 * of its own, which is the same but for the silence.
 */
export function withMutedLimit(
  settings: Settings,
  limit: KnownLimit,
  kinds: readonly Kind[],
  mute: Mute,
): Settings {
  return kinds.reduce((muted, kind) => {
    const rule = governing(muted.rules, kind, limit);
    if (!rule) return muted;
    if ("limit" in rule.scope) return withRule(muted, { ...rule, mute });
    const id = newId(`${kind}-${limit.name}`, muted.rules);
    return withRule(muted, { ...rule, id, scope: { limit: limit.name }, mute });
  }, settings);
}

/** With another channel; the first one comes beside the account's own address, which is told already. */
export function withChannel(settings: Settings, channel: Channel): Settings {
  const channels = toldChannels(settings);
  const isKnown = channels.some(({ id }) => id === channel.id);
  return {
    ...settings,
    channels: isKnown
      ? channels.map((each) => (each.id === channel.id ? channel : each))
      : [...channels, channel],
  };
}

/** Without a channel. A rule that told nothing else tells all that are left, so that it is not silent. */
export function withoutChannel(settings: Settings, id: string): Settings {
  const channels = (settings.channels ?? []).filter((channel) => channel.id !== id);
  const rules = settings.rules.map((rule) => {
    if (!rule.channels?.includes(id)) return rule;
    const left = rule.channels.filter((each) => each !== id);
    return { ...rule, channels: left.length > 0 ? left : null };
  });
  return { ...settings, rules, channels };
}

/** The rules that tell this channel and no other. */
export function onlyToldBy(settings: Settings, id: string): readonly Rule[] {
  return settings.rules.filter(({ channels }) => channels?.length === 1 && channels[0] === id);
}
