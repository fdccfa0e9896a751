import { listing, percent } from "./format";
import { conditionText, serveText } from "./sentences";
import { movedByRegion } from "./split";
import type { Rule, Serve, TargetingEdit } from "./targeting";

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const ruleText = (rule: Rule) => `if ${conditionText(rule.when)} → ${serveText(rule.serve)}`;

function rules(before: Rule[], after: Rule[]): string[] {
  const out: string[] = [];
  for (const rule of before) {
    if (!after.some((one) => one.id === rule.id)) out.push(`Remove the rule “${ruleText(rule)}”.`);
  }
  for (const rule of after) {
    const old = before.find((one) => one.id === rule.id);
    if (!old) out.push(`Add the rule “${ruleText(rule)}”.`);
    else if (!same(old, rule))
      out.push(`Change the rule “${ruleText(old)}” to “${ruleText(rule)}”.`);
  }
  const kept = (of: Rule[], other: Rule[]) =>
    of.map((rule) => rule.id).filter((id) => other.some((rule) => rule.id === id));
  if (!same(kept(before, after), kept(after, before))) out.push("Change the order of the rules.");
  return out;
}

/** Whom a change of the default moves, the same share of several regions once. */
function movesText(before: Serve, after: Serve): string {
  const all = movedByRegion(before, after);
  const moving = all.filter(({ share }) => share > 0);
  if (moving.length === 0) return "no units move";
  const shares = [...new Set(moving.map(({ share }) => share))];
  const parts = shares.map((share) => {
    const where = moving.filter((one) => one.share === share);
    const regions = where.flatMap(({ region }) => region ?? []);
    const places = [
      ...(regions.length > 0 ? [`in ${listing(regions)}`] : []),
      ...(where.some(({ region }) => region === undefined) ? ["elsewhere"] : []),
    ];
    return `${percent(share)} of units ${listing(places)}`;
  });
  return `${listing(parts)} move`;
}

/** What an edit changes, one sentence each; empty when it changes nothing. */
export function differences(before: TargetingEdit, after: TargetingEdit): string[] {
  const out: string[] = [];
  if (before.enabled !== after.enabled)
    out.push(after.enabled ? "Turn the flag on." : "Turn the flag off.");
  if (before.offVariant !== after.offVariant) {
    out.push(`Serve ${after.offVariant} instead of ${before.offVariant} when off.`);
  }
  if (!same(before.prerequisites, after.prerequisites)) {
    const names = after.prerequisites.map((one) => `${one.flag} serves ${listing(one.variants)}`);
    out.push(names.length ? `Require that ${listing(names)}.` : "Require no other flag.");
  }
  if (!same(before.targets, after.targets)) {
    const names = after.targets.map((one) => `${one.variant} to ${listing(one.keys)}`);
    out.push(names.length ? `Serve ${names.join("; ")}.` : "Serve no listed keys.");
  }
  out.push(...rules(before.rules, after.rules));
  if (!same(before.default, after.default)) {
    const [from, to] = [before.default, after.default];
    out.push(`Default: ${serveText(from)} → ${serveText(to)}; ${movesText(from, to)}.`);
  }
  return out;
}
