import { Link } from "wouter";
import { useOfNow } from "@/app/useNow";
import type { components } from "@/generated/api";
import { Button } from "@/kit/Button";
import { sentenceOf } from "@/words/sentences";
import { zoneName } from "@/words/times";
import { useAlerting } from "./alerting";
import { LevelMark } from "./LevelMark";
import { Moment } from "./Moment";
import { conditionWords, labelOf, scopeWords, unitOf } from "./ruleWords";
import type { KnownLimit } from "./settings";
import { useOpened } from "./useOpened";

type Open = components["schemas"]["OpenAlert"];

/** One open alert: what it says, since when, and by which rule. */
export function OpenItem({ alert }: { alert: Open }) {
  const { org, alerts, ahead, limits } = useAlerting();
  const { open } = useOpened();
  const rule = alerts.rules.find(({ id }) => id === alert.rule);
  const { limit } = alert;
  const sentence = useOfNow((now) => sentenceOfAlert(alert, limits, now + ahead));
  return (
    <li className="grid gap-1 border-hairline border-b py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <LevelMark level={alert.level} />
        <span className="text-muted">
          since <Moment at={alert.openedAt} ahead={ahead} />
        </span>
      </p>
      <p className="text-base">{sentence}</p>
      {rule ? (
        <p className="text-muted">
          By the rule: {conditionWords(rule.condition, unitOf(rule.scope, limits))}, for{" "}
          {scopeWords(rule.scope, limits)}
          {rule.mute && Date.parse(rule.mute.until) > Date.now() + ahead && " (muted)"}
        </p>
      ) : (
        <p className="text-muted">Its rule has been removed; it closes with the next reading.</p>
      )}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1" data-print="no">
        {limit && <Link href={`/orgs/${org}/limits/${limit}`}>Details of {labelOf(limit, limits)}</Link>}
        {rule && (
          <Button
            look="quiet"
            className="-mx-3"
            onClick={() => open(limit ? { mute: limit } : { silence: rule.id })}
          >
            Mute {limit ? labelOf(limit, limits) : "this rule"}
          </Button>
        )}
        {limit && rule?.condition.kind === "level" && (
          <Button look="quiet" className="-mx-3" onClick={() => open({ limit })}>
            Change threshold
          </Button>
        )}
      </p>
    </li>
  );
}

/** What the mail says; where times of a forecast are shown by another clock, in that one's times. */
function sentenceOfAlert(alert: Open, limits: readonly KnownLimit[], now: number): string {
  const { facts } = alert;
  if (facts.kind !== "timeLeft" || !facts.runsOutAt || !facts.earliest || !facts.latest)
    return alert.sentence;
  if (zoneName() === "UTC" || !alert.limit) return alert.sentence;
  const known = limits.find(({ name }) => name === alert.limit);
  if (!known) return alert.sentence;
  const { runsOutAt, earliest, latest } = facts;
  const told = { ...known, state: "warning", forecast: { runsOutAt, earliest, latest } } as const;
  return `${sentenceOf(told, now)}.`;
}
