import { labelOf, listWords, scopeWords } from "./ruleWords";
import type { KnownLimit, Rule } from "./settings";

/**
 * For what a rule does not hold, because a more specific one does, or in place of which wider one it stands.
 * Empty if it is alone.
 */
export function exceptions(rule: Rule, rules: readonly Rule[], limits: readonly KnownLimit[]): string {
  const others = rules.filter(
    (other) => other !== rule && other.condition.kind === rule.condition.kind && meets(other, rule, limits),
  );
  const narrower = others
    .filter((other) => width(other) < width(rule))
    .map(({ scope }) => scopeWords(scope, limits));
  if (narrower.length > 0) return `Not for ${listWords(narrower)}: more specific rules hold there.`;
  return others.length > 0 ? `In place of the rule for ${widest(others, limits)}.` : "";
}

/** Whether two rules can hold for the same limit. */
function meets(a: Rule, b: Rule, limits: readonly KnownLimit[]): boolean {
  return limitsOf(a, b, limits) || limitsOf(b, a, limits);
}

function limitsOf({ scope: wide }: Rule, { scope: narrow }: Rule, limits: readonly KnownLimit[]): boolean {
  if ("org" in wide) return true;
  if (!("limit" in narrow)) return false;
  const category = limits.find(({ name }) => name === narrow.limit)?.category;
  return "category" in wide && wide.category === category;
}

function widest(rules: readonly Rule[], limits: readonly KnownLimit[]): string {
  const next = rules.toSorted((a, b) => width(a) - width(b))[0];
  if (!next) return "";
  return "limit" in next.scope ? labelOf(next.scope.limit, limits) : scopeWords(next.scope, limits);
}

function width({ scope }: Rule): number {
  return "limit" in scope ? 0 : "category" in scope ? 1 : 2;
}
