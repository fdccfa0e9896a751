import { movedByRegion } from "../lib/split";
import type { Rule, Serve, TargetingEdit } from "../lib/targeting";
import { targetingText as words } from "./en/targeting";
import { listing, percent } from "./format";
import { conditionText, serveText } from "./sentences";

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const ruleText = (rule: Rule) => words.rule(conditionText(rule.when), serveText(rule.serve));

function rules(before: Rule[], after: Rule[]): string[] {
  const out: string[] = [];
  for (const rule of before) {
    if (!after.some((one) => one.id === rule.id)) out.push(words.removeRule(ruleText(rule)));
  }
  for (const rule of after) {
    const old = before.find((one) => one.id === rule.id);
    if (!old) out.push(words.addRule(ruleText(rule)));
    else if (!same(old, rule)) out.push(words.changeRule(ruleText(old), ruleText(rule)));
  }
  const kept = (of: Rule[], other: Rule[]) =>
    of.map((rule) => rule.id).filter((id) => other.some((rule) => rule.id === id));
  if (!same(kept(before, after), kept(after, before))) out.push(words.changeOrder);
  return out;
}

/** Whom a change of the default moves, the same share of several regions once. */
function movesText(before: Serve, after: Serve): string {
  const all = movedByRegion(before, after);
  const moving = all.filter(({ share }) => share > 0);
  if (moving.length === 0) return words.noUnitsMove;
  const shares = [...new Set(moving.map(({ share }) => share))];
  const parts = shares.map((share) => {
    const where = moving.filter((one) => one.share === share);
    const regions = where.flatMap(({ region }) => region ?? []);
    const places = [
      ...(regions.length > 0 ? [words.movesIn(listing(regions))] : []),
      ...(where.some(({ region }) => region === undefined) ? [words.movesElsewhere] : []),
    ];
    return words.ofUnits(percent(share), listing(places));
  });
  return words.move(listing(parts));
}

/** What an edit changes, one sentence each; empty when it changes nothing. */
export function differences(before: TargetingEdit, after: TargetingEdit): string[] {
  const out: string[] = [];
  if (before.enabled !== after.enabled) out.push(after.enabled ? words.turnOn : words.turnOff);
  if (before.offVariant !== after.offVariant) {
    out.push(words.serveWhenOff(after.offVariant, before.offVariant));
  }
  if (!same(before.prerequisites, after.prerequisites)) {
    const names = after.prerequisites.map((one) =>
      words.flagServes(one.flag, listing(one.variants)),
    );
    out.push(names.length ? words.requireThat(listing(names)) : words.requireNone);
  }
  if (!same(before.targets, after.targets)) {
    const names = after.targets.map((one) => words.variantTo(one.variant, listing(one.keys)));
    out.push(names.length ? words.serveTargets(names.join("; ")) : words.serveNoTargets);
  }
  out.push(...rules(before.rules, after.rules));
  if (!same(before.default, after.default)) {
    const [from, to] = [before.default, after.default];
    out.push(words.changeDefault(serveText(from), serveText(to), movesText(from, to)));
  }
  return out;
}
