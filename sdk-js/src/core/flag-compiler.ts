import { CompiledFlag, type CompiledRule } from "./compiled-flag.js";
import { ConditionCompiler } from "./condition-compiler.js";
import { Context } from "./context.js";
import type { Findings } from "./findings.js";
import type { FlagSpec } from "./flag-spec.js";
import type { Limits } from "./limits.js";
import { pointerAt } from "./problem.js";
import type { Reason } from "./reason.js";
import type { RegionGroups } from "./regional.js";
import type { RulesetSpec } from "./ruleset-spec.js";
import type { SegmentCondition } from "./segment-condition.js";
import { ServeCompiler } from "./serve-compiler.js";
import type { Shared } from "./shared.js";
import { accepts, type ValueType } from "./value-type.js";

const DESCRIBED: Readonly<Record<ValueType, string>> = {
  boolean: "true or false",
  string: "a string",
  integer: "a whole number between −(2^53 − 1) and 2^53 − 1",
  number: "a number",
  object: "an object",
};

/** Compiles one flag but for its prerequisites, which are linked when all flags are there. */
export function compileFlag(
  key: string,
  spec: FlagSpec,
  ruleset: RulesetSpec,
  regionGroups: RegionGroups,
  segments: ReadonlyMap<string, SegmentCondition>,
  shared: Shared,
  limits: Limits,
  findings: Findings,
): CompiledFlag {
  const pointer = pointerAt("/flags", key);
  const serves = new ServeCompiler(spec, ruleset.revision, regionGroups, shared, findings);
  const conditions = new ConditionCompiler(segments, ruleset.segments, shared, findings, limits);
  const flag = new CompiledFlag(key, spec);

  checkVariants(spec, pointer, findings);
  if (spec.salt === "") {
    findings.add(`${pointer}/salt`, "The salt is empty; give the flag a random one.");
  }
  const variantsUsable = findings.first() === null;
  const off = serves.evaluation(spec.offVariant, "DISABLED", null, `${pointer}/offVariant`);
  compileTargets(flag, spec, serves, pointer);
  flag.rules = compileRules(spec, serves, conditions, pointer, findings);
  const defaultServe = serves.compile(
    spec.defaultServe,
    null,
    defaultReason(spec),
    `${pointer}/default`,
  );
  if (defaultServe !== null) {
    flag.defaultServe = defaultServe;
    const fixed = spec.defaultServe.kind === "variant";
    flag.constantDefault = fixed ? defaultServe(Context.empty(), null) : null;
  }
  // A flag must still go off where only its rules are not understood.
  flag.off = variantsUsable ? off : null;
  flag.steps += conditions.steps + spec.rules.length;
  const problem = findings.first();
  if (problem !== null) {
    flag.breakWith("PARSE_ERROR", problem, ruleset.revision);
  }
  return flag;
}

function checkVariants(spec: FlagSpec, pointer: string, findings: Findings): void {
  if (spec.variants.size === 0) {
    findings.add(`${pointer}/variants`, "The flag has no variants; give it at least one.");
  }
  for (const name of [...spec.variants.keys()].sort()) {
    const value = spec.variants.get(name);
    if (!accepts(spec.type, value)) {
      findings.add(
        pointerAt(`${pointer}/variants`, name),
        `The variant is not of the flag's type; make it ${DESCRIBED[spec.type]}.`,
      );
    }
  }
}

function compileTargets(
  flag: CompiledFlag,
  spec: FlagSpec,
  serves: ServeCompiler,
  pointer: string,
): void {
  for (const [i, target] of spec.targets.entries()) {
    const at = `${pointerAt(`${pointer}/targets`, i)}/variant`;
    const evaluation = serves.evaluation(target.variant, "TARGETING_MATCH", null, at);
    for (const key of evaluation === null ? [] : target.keys) {
      if (evaluation !== null && !flag.targets.has(key)) {
        flag.targets.set(key, evaluation);
      }
    }
  }
}

function compileRules(
  spec: FlagSpec,
  serves: ServeCompiler,
  conditions: ConditionCompiler,
  pointer: string,
  findings: Findings,
): CompiledRule[] {
  const rules: CompiledRule[] = [];
  const ids = new Set<string>();
  for (const [i, rule] of spec.rules.entries()) {
    const at = pointerAt(`${pointer}/rules`, i);
    if (rule.id === "" || ids.has(rule.id)) {
      findings.add(
        `${at}/id`,
        "A rule's id must be there and differ from the other rules'; give another.",
      );
    }
    ids.add(rule.id);
    const when = conditions.compile(rule.when, `${at}/when`);
    const serve = serves.compile(rule.serve, rule.id, "TARGETING_MATCH", `${at}/serve`);
    if (serve !== null) {
      rules.push({ id: rule.id, when, serve });
    }
  }
  return rules;
}

function defaultReason(spec: FlagSpec): Reason {
  const fixed =
    spec.targets.length === 0 && spec.rules.length === 0 && spec.prerequisites.length === 0;
  return fixed ? "STATIC" : "DEFAULT";
}
