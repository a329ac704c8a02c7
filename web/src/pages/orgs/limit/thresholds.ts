import type { Thresholds } from "@/charts/subject";
import type { components } from "@/generated/api";
import type { Limit } from "@/limits/words";

type Rule = components["schemas"]["AlertRule"];
type Mute = components["schemas"]["AlertMute"];

/** What counts where there are no rules, as for whoever looks by a link. */
export const USUAL: Thresholds = { warning: 60, critical: 80 };

/** The rule about the level of a limit that holds for it: the most specific one, of equal ones the first. */
export function levelRule(rules: readonly Rule[], limit: Pick<Limit, "name" | "category">): Rule | undefined {
  const level = rules.filter(({ condition }) => condition.kind === "level");
  return (
    level.find(({ scope }) => "limit" in scope && scope.limit === limit.name) ??
    level.find(({ scope }) => "category" in scope && scope.category === limit.category) ??
    level.find(({ scope }) => "org" in scope)
  );
}

/** From how many percent on a rule warns at a moment: other thresholds may hold for a while. */
export function thresholdsOf(rule: Rule | undefined, now: number): Thresholds | undefined {
  if (!rule) return undefined;
  const { condition, temporary } = rule;
  const holds = temporary && Date.parse(temporary.until) > now ? temporary.condition : condition;
  return holds.kind === "level" ? { warning: holds.warning, critical: holds.critical } : undefined;
}

/** The silence of a rule, as long as it lasts. */
export function muteOf(rule: Rule | undefined, now: number): Mute | undefined {
  const mute = rule?.mute;
  return mute && Date.parse(mute.until) > now ? mute : undefined;
}
