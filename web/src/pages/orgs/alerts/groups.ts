import { CATEGORY_WORDS } from "@/limits/words";
import { labelOf } from "./ruleWords";
import { type KnownLimit, type Rule, type Scope, scopeKey } from "./settings";

/** The rules that hold for the same, under its name. */
export type Group = { key: string; title: string; rules: readonly Rule[] };

/** Rules by what they hold for: the whole org first, then areas, then single limits, each by their names. */
export function grouped(rules: readonly Rule[], limits: readonly KnownLimit[]): readonly Group[] {
  const groups = new Map<string, { scope: Scope; rules: Rule[] }>();
  for (const rule of rules) {
    const key = scopeKey(rule.scope);
    const group = groups.get(key) ?? { scope: rule.scope, rules: [] };
    group.rules.push(rule);
    groups.set(key, group);
  }
  const titled = [...groups].map(([key, { scope, rules: its }]) => ({
    key,
    title: titleOf(scope, limits),
    rules: its,
    width: "org" in scope ? 0 : "category" in scope ? 1 : 2,
  }));
  return titled.sort((a, b) => a.width - b.width || a.title.localeCompare(b.title, "en"));
}

function titleOf(scope: Scope, limits: readonly KnownLimit[]): string {
  if ("limit" in scope) return labelOf(scope.limit, limits);
  return "category" in scope ? `${CATEGORY_WORDS[scope.category]} limits` : "The whole org";
}
