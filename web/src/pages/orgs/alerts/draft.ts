import { Refused } from "@/api/Refused";
import { type Condition, isSameScope, type Kind, newId, type Rule, scopeKey, scopeOf } from "./settings";

/** A rule as it is typed: numbers are texts, so that a half-typed one is kept. */
export type Draft = {
  kind: Kind;
  scope: string;
  warning: string;
  critical: string;
  minutes: string;
  pointsPerHour: string;
  factor: string;
  least: string;
  coolDownMinutes: string;
  /** The ids of those that are told; null for all. */
  channels: readonly string[] | null;
};

/** The fields that can be wrong, named by the end of the API's names for them. */
export type Wrong = Partial<Record<keyof Draft, string>>;

const USUAL = {
  warning: "60",
  critical: "80",
  minutes: "120",
  pointsPerHour: "20",
  factor: "3",
  least: "100",
  coolDownMinutes: "60",
} as const;

/** A new rule's draft, with values that are usual. */
export function newDraft(kind: Kind, scope: string): Draft {
  return { ...USUAL, minutes: kind === "noReading" ? "30" : USUAL.minutes, kind, scope, channels: null };
}

/** The draft of a rule as it is. */
export function draftOf(rule: Rule): Draft {
  const { condition, scope, coolDownMinutes = 60, channels = null } = rule;
  const { kind, ...values } = condition;
  const typed = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  return {
    ...newDraft(kind, scopeKey(scope)),
    ...typed,
    coolDownMinutes: String(coolDownMinutes),
    channels,
  };
}

/** What is wrong with a draft, beside which fields; nothing if it can be saved. */
export function wrongWith(draft: Draft, others: readonly Rule[]): Wrong {
  const wrong: Wrong = wrongCondition(draft);
  if (!isWhole(draft.coolDownMinutes, 0, 10_080)) {
    wrong.coolDownMinutes = "Enter whole minutes, from 0 to 10080 (a week).";
  }
  const scope = scopeOf(draft.scope);
  if (others.some((rule) => rule.condition.kind === draft.kind && isSameScope(rule.scope, scope))) {
    wrong.scope = "There is a rule of this kind for this already. Change that one, or choose something else.";
  }
  return wrong;
}

/** What is wrong with the condition alone. */
export function wrongCondition(draft: Draft): Wrong {
  switch (draft.kind) {
    case "level": {
      const wrong: Wrong = {};
      if (!isWhole(draft.warning, 1, 100)) wrong.warning = "Enter a whole percentage from 1 to 100.";
      if (!isWhole(draft.critical, 1, 100)) wrong.critical = "Enter a whole percentage from 1 to 100.";
      else if (!wrong.warning && number(draft.critical) < number(draft.warning)) {
        wrong.critical = "Enter a percentage that is not below that of the warning.";
      }
      return wrong;
    }
    case "timeLeft":
      return isWhole(draft.minutes, 5, 10_080)
        ? {}
        : { minutes: "Enter whole minutes, from 5 to 10080 (a week)." };
    case "noReading":
      return isWhole(draft.minutes, 10, 1440)
        ? {}
        : { minutes: "Enter whole minutes, from 10 to 1440 (a day)." };
    case "jump":
      return isWithin(draft.pointsPerHour, 0.1, 1000)
        ? {}
        : { pointsPerHour: "Enter percentage points, from 0.1 to 1000." };
    case "unusualRate": {
      const wrong: Wrong = {};
      if (!isWithin(draft.factor, 1.1, 1000))
        wrong.factor = "Enter how many times the usual, from 1.1 to 1000.";
      if (!isWhole(draft.least, 0, Number.MAX_SAFE_INTEGER)) {
        wrong.least = "Enter a whole number from 0, without separators.";
      }
      return wrong;
    }
    default:
      return {};
  }
}

/** The condition that was typed; to be asked for only when nothing is wrong with it. */
export function conditionOf(draft: Draft): Condition {
  const { kind } = draft;
  switch (kind) {
    case "level":
      return { kind, warning: number(draft.warning), critical: number(draft.critical) };
    case "timeLeft":
    case "noReading":
      return { kind, minutes: number(draft.minutes) };
    case "jump":
      return { kind, pointsPerHour: number(draft.pointsPerHour) };
    case "unusualRate":
      return { kind, factor: number(draft.factor), least: number(draft.least) };
    default:
      return { kind };
  }
}

/** The rule that was typed, with all that the form does not ask for as it was. */
export function ruleOf(draft: Draft, before: Rule | undefined, others: readonly Rule[]): Rule {
  const scope = scopeOf(draft.scope);
  const name = "limit" in scope ? `${draft.kind}-${scope.limit}` : draft.kind;
  return {
    ...before,
    id: before?.id ?? newId(name, others),
    scope,
    condition: conditionOf(draft),
    coolDownMinutes: number(draft.coolDownMinutes),
    channels: draft.channels && [...draft.channels],
  };
}

/** The field that a refusal names, by the last part of its name: "rules[2].condition.critical: …". */
export function refusedField(error: unknown): [field: string, why: string] | undefined {
  if (!(error instanceof Refused) || error.code !== "invalid") return undefined;
  const [, path = "", why = ""] = /^([\w.[\]]+): (.+)$/s.exec(error.message) ?? [];
  const field = path
    .split(".")
    .at(-1)
    ?.replace(/\[\d+\]$/, "");
  return field ? [field, `${why.charAt(0).toUpperCase()}${why.slice(1)}.`] : undefined;
}

/** A number as it was typed; a comma is the decimal point of many. */
export function number(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", "."));
}

function isWithin(text: string, least: number, most: number): boolean {
  const value = number(text);
  return value >= least && value <= most;
}

function isWhole(text: string, least: number, most: number): boolean {
  return isWithin(text, least, most) && Number.isInteger(number(text));
}
