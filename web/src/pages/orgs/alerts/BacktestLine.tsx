import type { ReactNode } from "react";
import { useOfNow } from "@/app/useNow";
import { Trouble } from "@/kit/Trouble";
import { useAlerting } from "./alerting";
import { canBeTried, caveats, comparedWords, firedFor, firedWords, mostFired, openWords } from "./backtest";
import { FiredList } from "./FiredList";
import { labelOf, listWords } from "./ruleWords";
import type { Rule } from "./settings";
import { useBacktest } from "./useBacktest";

/** When a rule would have fired, compared with the rules as they are saved. */
export function BacktestLine({
  org,
  rule,
  before,
  rules,
  saved,
}: {
  org: string;
  /** The rule as it is typed; none while it cannot be used. */
  rule: Rule | undefined;
  /** The rule as it is saved; none if it is new. */
  before: Rule | undefined;
  /** All other rules. */
  rules: readonly Rule[];
  saved: readonly Rule[];
}) {
  const { ahead, limits } = useAlerting();
  const now = useOfNow((second) => second - (second % 60_000)) + ahead;
  const kind = (rule ?? before)?.condition.kind ?? "level";
  const tried = useBacktest(org, kind, rule && [...rules, rule], saved);
  if (!canBeTried(kind)) {
    return (
      <Box>When a connection was lost is not kept, so rules of this kind cannot be tried on the past.</Box>
    );
  }
  if (!rule) return <Box>Tried on the past as soon as the values can be used.</Box>;
  if (tried.isSettled && tried.after.error) {
    return <Trouble error={tried.after.error} onRetry={() => tried.after.refetch()} />;
  }
  const { after } = tried;
  if (!tried.isSettled || !after.data) {
    const isSlow = kind === "timeLeft" || kind === "unusualRate";
    return <Box>Trying the rule on the past{isSlow ? ", which may take 20 seconds" : ""}…</Box>;
  }
  const fired = firedFor(after.data, rule, rules, limits);
  const old = tried.before.data && firedFor(tried.before.data, rule, rules, limits);
  const last = fired.at(-1);
  const most = mostFired(fired).map(([name, number]) => `${labelOf(name, limits)} (${number})`);
  return (
    <Box more={fired.length > 0 && <FiredList fired={fired} now={now} />}>
      <strong className="font-medium">{firedWords(fired, after.data)}</strong>
      {old ? ` (${comparedWords(fired.length, old.length)})` : ""}
      {last ? `, the last ${openWords(last, now)}.` : "."}
      {most.length > 0 && ` Most often for ${listWords(most)}.`}
      {caveats(after.data, kind, now).map((caveat) => ` ${caveat}`)}
    </Box>
  );
}

function Box({ children, more }: { children: ReactNode; more?: ReactNode }) {
  return (
    <div className="min-h-16 rounded-sm border border-hairline bg-surface p-3">
      <p role="status">{children}</p>
      {more}
    </div>
  );
}
