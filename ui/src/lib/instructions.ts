import type { Condition, Prerequisite, Rule, Serve, Target, TargetingEdit } from "./targeting";

/** A named step of an edit of a flag, as the API takes it. */
export type Instruction =
  | { kind: "turnOn" | "turnOff" }
  | { kind: "setOffVariant"; variant: string }
  | ({ kind: "setDefault" } & Serve)
  | { kind: "setTargets"; targets: Target[] }
  | { kind: "addRule"; rule: Rule; before?: string }
  | { kind: "replaceRule"; id: string; rule: Rule }
  | { kind: "removeRule"; id: string }
  | { kind: "moveRule"; id: string; before?: string }
  | { kind: "addPrerequisite"; flag: string; variants: string[] }
  | { kind: "removePrerequisite"; flag: string };

/** The same for a segment. */
export type SegmentInstruction =
  | {
      kind: "addIncluded" | "removeIncluded" | "addExcluded" | "removeExcluded";
      keys: string[];
    }
  | { kind: "setWhen"; when: Condition }
  | { kind: "removeWhen" }
  | { kind: "setName"; name: string };

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Rules are taken away, replaced, and put in their places from the last to the first: each knows the one behind it. */
function rules(before: Rule[], after: Rule[]): Instruction[] {
  const out: Instruction[] = [];
  const order: string[] = [];
  for (const { id } of before) {
    if (after.some((rule) => rule.id === id)) order.push(id);
    else out.push({ kind: "removeRule", id });
  }
  for (const rule of after) {
    const old = before.find(({ id }) => id === rule.id);
    if (old && !same(old, rule)) out.push({ kind: "replaceRule", id: rule.id, rule });
  }
  for (const [i, rule] of [...after.entries()].reverse()) {
    const next = after[i + 1]?.id;
    const at = order.indexOf(rule.id);
    if (at >= 0 && order[at + 1] === next) continue;
    if (at < 0) out.push({ kind: "addRule", rule, before: next });
    else {
      out.push({ kind: "moveRule", id: rule.id, before: next });
      order.splice(at, 1);
    }
    order.splice(next === undefined ? order.length : order.indexOf(next), 0, rule.id);
  }
  return out;
}

function prerequisites(before: Prerequisite[], after: Prerequisite[]): Instruction[] {
  const stays = (one: Prerequisite, other: Prerequisite[]) => other.some((two) => same(one, two));
  return [
    ...before
      .filter((one) => !stays(one, after))
      .map(({ flag }): Instruction => ({ kind: "removePrerequisite", flag })),
    ...after
      .filter((one) => !stays(one, before))
      .map(({ flag, variants }): Instruction => ({ kind: "addPrerequisite", flag, variants })),
  ];
}

/** The steps from one targeting to another; none that would undo what somebody else does to another part. */
export function instructionsOf(before: TargetingEdit, after: TargetingEdit): Instruction[] {
  const out: Instruction[] = [];
  if (before.enabled !== after.enabled) out.push({ kind: after.enabled ? "turnOn" : "turnOff" });
  if (before.offVariant !== after.offVariant)
    out.push({ kind: "setOffVariant", variant: after.offVariant });
  out.push(...prerequisites(before.prerequisites ?? [], after.prerequisites ?? []));
  if (!same(before.targets ?? [], after.targets ?? []))
    out.push({ kind: "setTargets", targets: after.targets ?? [] });
  out.push(...rules(before.rules ?? [], after.rules ?? []));
  if (!same(before.default, after.default)) out.push({ kind: "setDefault", ...after.default });
  return out;
}

/** What a person may write of a segment. */
interface Members {
  name?: string | null;
  included?: string[];
  excluded?: string[];
  when?: Condition | null;
}

function keys(
  add: "addIncluded" | "addExcluded",
  remove: "removeIncluded" | "removeExcluded",
  before: string[] = [],
  after: string[] = [],
): SegmentInstruction[] {
  const gone = before.filter((key) => !after.includes(key));
  const come = after.filter((key) => !before.includes(key));
  return [
    ...(gone.length > 0 ? [{ kind: remove, keys: gone }] : []),
    ...(come.length > 0 ? [{ kind: add, keys: come }] : []),
  ];
}

/** The steps from one segment to another, or to one that is not there yet. */
export function segmentInstructionsOf(before: Members, after: Members): SegmentInstruction[] {
  const out: SegmentInstruction[] = [];
  if (after.name && before.name !== after.name) out.push({ kind: "setName", name: after.name });
  out.push(
    ...keys("addIncluded", "removeIncluded", before.included, after.included),
    ...keys("addExcluded", "removeExcluded", before.excluded, after.excluded),
  );
  if (same(before.when ?? null, after.when ?? null)) return out;
  out.push(after.when ? { kind: "setWhen", when: after.when } : { kind: "removeWhen" });
  return out;
}
