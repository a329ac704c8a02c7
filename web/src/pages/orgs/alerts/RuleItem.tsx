import { useState } from "react";
import { useOfNow } from "@/app/useNow";
import { Button } from "@/kit/Button";
import { moment } from "@/words/times";
import { useAlerting } from "./alerting";
import { ChangeTrouble } from "./ChangeTrouble";
import { exceptions } from "./exceptions";
import { RuleMenu } from "./RuleMenu";
import { conditionWords, KIND_WORDS, minutesWords, ruleWords, toldWords, unitOf } from "./ruleWords";
import { type Edit, type Rule, withChanged } from "./settings";
import { useOpened } from "./useOpened";

/** One rule in words, with all that is special about it now. */
export function RuleItem({ rule }: { rule: Rule }) {
  const { alerts, ahead, limits, channels, save } = useAlerting();
  const { open } = useOpened();
  const [error, setError] = useState<unknown>();
  const isMuted = useOfNow((now) => rule.mute != null && Date.parse(rule.mute.until) > now + ahead);
  const isOther = useOfNow((now) => rule.temporary != null && Date.parse(rule.temporary.until) > now + ahead);
  const unit = unitOf(rule.scope, limits);
  const words = conditionWords(rule.condition, unit);
  const name = ruleWords(rule, limits);
  const change = (edit: Edit, told: string) =>
    save(alerts, edit, told).then(() => setError(undefined), setError);
  const facts = [
    rule.channels && `Tells ${toldWords(rule, channels)}.`,
    (rule.coolDownMinutes ?? 60) !== 60 && `Not told again for ${minutesWords(rule.coolDownMinutes ?? 60)}.`,
    exceptions(rule, alerts.rules, limits),
  ];
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-hairline border-b py-3">
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium">{words}</p>
        <p className="text-muted">
          {[`${KIND_WORDS[rule.condition.kind]}.`, ...facts.filter(Boolean)].join(" ")}
        </p>
        {isMuted && rule.mute && (
          <p className="wrap-anywhere">
            <strong>Muted</strong> until {moment(rule.mute.until)}
            {rule.mute.note && `: ${rule.mute.note}`}
          </p>
        )}
        {isOther && rule.temporary && (
          <p>
            <strong>Until {moment(rule.temporary.until)}</strong>:{" "}
            {conditionWords(rule.temporary.condition, unit)}
          </p>
        )}
        <ChangeTrouble error={error} />
      </div>
      <div className="flex flex-wrap gap-2" data-print="no">
        <Button onClick={() => open({ rule: rule.id })} aria-haspopup="dialog" aria-label={`Edit: ${name}`}>
          Edit
        </Button>
        {isMuted ? (
          <Button
            aria-label={`Unmute: ${name}`}
            onClick={() =>
              change((now) => withChanged(now, rule.id, { mute: null }), "The rule is not muted any more.")
            }
          >
            Unmute
          </Button>
        ) : (
          <Button
            onClick={() => open({ silence: rule.id })}
            aria-haspopup="dialog"
            aria-label={`Mute: ${name}`}
          >
            Mute
          </Button>
        )}
        <RuleMenu rule={rule} name={name} isOther={isOther} change={change} />
      </div>
    </li>
  );
}
