import { moment } from "@/words/times";
import { quietWords } from "./quiet";
import { conditionWords, ruleWords, toldWords, unitOf } from "./ruleWords";
import { type Channel, type KnownLimit, type Rule, type Settings, toldChannels } from "./settings";

/** In what settings differ from those before, in sentences; empty if in nothing. */
export function differences(before: Settings, after: Settings, limits: readonly KnownLimit[]): string[] {
  return [
    ...ruleDifferences(before, after, limits),
    ...channelDifferences(before.channels ?? [], after.channels ?? []),
    ...(quietWords(before.quietHours) === quietWords(after.quietHours)
      ? []
      : [`Quiet hours: ${quietWords(after.quietHours)}`]),
  ];
}

function ruleDifferences(before: Settings, after: Settings, limits: readonly KnownLimit[]): string[] {
  const said: string[] = [];
  for (const rule of after.rules) {
    const old = before.rules.find(({ id }) => id === rule.id);
    if (!old) said.push(`New rule: ${ruleWords(rule, limits)}.`);
    else said.push(...changes(old, rule, toldChannels(after), limits));
  }
  for (const old of before.rules) {
    if (!after.rules.some(({ id }) => id === old.id)) {
      said.push(`Rule removed: ${ruleWords(old, limits)}.`);
    }
  }
  return said;
}

function changes(
  old: Rule,
  rule: Rule,
  channels: readonly Channel[],
  limits: readonly KnownLimit[],
): string[] {
  const said: string[] = [];
  const say = (what: string) => said.push(`${ruleWords(rule, limits)}: ${what}.`);
  const [was, is] = [ruleWords(old, limits), ruleWords(rule, limits)];
  if (was !== is) said.push(`${was}: is now ${lowered(is)}.`);
  if (old.mute?.until !== rule.mute?.until || old.mute?.note !== rule.mute?.note) {
    say(rule.mute ? `muted until ${moment(rule.mute.until)}` : "not muted any more");
  }
  if (temporaryOf(old) !== temporaryOf(rule)) {
    const { temporary } = rule;
    const unit = unitOf(rule.scope, limits);
    if (!temporary) say("no other thresholds any more");
    else say(`until ${moment(temporary.until)} ${lowered(conditionWords(temporary.condition, unit))}`);
  }
  if ((old.coolDownMinutes ?? 60) !== (rule.coolDownMinutes ?? 60)) {
    say(`cool-down of ${rule.coolDownMinutes ?? 60} min`);
  }
  if ((old.channels ?? null)?.join() !== (rule.channels ?? null)?.join()) {
    say(`tells ${toldWords(rule, channels)}`);
  }
  return said;
}

function channelDifferences(before: readonly Channel[], after: readonly Channel[]): string[] {
  const said: string[] = [];
  for (const channel of after) {
    const old = before.find(({ id }) => id === channel.id);
    if (!old) said.push(`New channel: ${channel.name}.`);
    else if (old.name !== channel.name) said.push(`The channel ${old.name} is now called ${channel.name}.`);
    else if (JSON.stringify(old) !== JSON.stringify(channel)) {
      said.push(`The channel ${channel.name} has another address.`);
    }
  }
  for (const old of before) {
    if (!after.some(({ id }) => id === old.id)) said.push(`Channel removed: ${old.name}.`);
  }
  return said;
}

function temporaryOf({ temporary }: Rule): string {
  return temporary ? `${temporary.until} ${conditionWords(temporary.condition)}` : "";
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
