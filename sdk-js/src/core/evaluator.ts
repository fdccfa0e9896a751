import {
  type CompiledFlag,
  type CompiledPrerequisite,
  type CompiledRule,
  servesWanted,
} from "./compiled-flag.js";
import type { Context } from "./context.js";
import { type Evaluation, failed } from "./evaluation.js";
import type { Explanation } from "./explanation.js";
import type { Ruleset } from "./ruleset.js";
import { Trace } from "./trace.js";
import { serves, type ValueType } from "./value-type.js";

/**
 * What a flag serves a context. Never throws for what is in the ruleset or in the context. It knows
 * nothing of where the ruleset came from, nor of what becomes of the answer.
 *
 * @param ruleset the flags
 * @param flagKey the flag's key
 * @param context who is asking
 * @param wanted the type the caller can use (an integer also serves a caller who wants a number),
 *     null for any
 */
export function evaluate(
  ruleset: Ruleset,
  flagKey: string,
  context: Context,
  wanted: ValueType | null,
): Evaluation {
  return evaluateTraced(ruleset, flagKey, context, wanted, null);
}

/**
 * What {@link evaluate} answers for the same input, together with how it came about.
 *
 * @param wanted as for {@link evaluate}
 */
export function explain(
  ruleset: Ruleset,
  flagKey: string,
  context: Context,
  wanted: ValueType | null,
): Explanation {
  const trace = new Trace();
  const evaluation = evaluateTraced(ruleset, flagKey, context, wanted, trace);
  return { evaluation, steps: trace.steps };
}

function evaluateTraced(
  ruleset: Ruleset,
  flagKey: string,
  context: Context,
  wanted: ValueType | null,
  trace: Trace | null,
): Evaluation {
  return evaluateFlag(ruleset, ruleset.compiled(flagKey), flagKey, context, wanted, trace);
}

/** What a flag that was looked up serves; null for one that there is not. */
export function evaluateFlag(
  ruleset: Ruleset,
  flag: CompiledFlag | null,
  flagKey: string,
  context: Context,
  wanted: ValueType | null,
  trace: Trace | null,
): Evaluation {
  if (flag === null) {
    const message = `The ruleset has no flag '${flagKey}'.`;
    return traced(failed("FLAG_NOT_FOUND", message, ruleset.revision), trace);
  }
  try {
    return traced(typed(flag, decide(flag, context, trace), wanted), trace);
  } catch (e) {
    return traced(failed("GENERAL", `Evaluation failed: ${e}`, ruleset.revision), trace);
  }
}

/** The order of the contract: enabled, prerequisites, targets, rules, default. */
function decide(flag: CompiledFlag, context: Context, trace: Trace | null): Evaluation {
  if (flag.always !== null && trace === null) {
    return flag.always;
  }
  if (flag.off !== null && !enabled(flag, trace)) {
    return flag.off;
  }
  if (flag.broken !== null) {
    return flag.broken;
  }
  for (const prerequisite of flag.prerequisites) {
    if (!prerequisiteHolds(prerequisite, context, trace)) {
      return prerequisite.unmet;
    }
  }
  const target = flag.targets.size === 0 ? null : targetOf(flag, context, trace);
  if (target !== null) {
    return target;
  }
  for (const rule of flag.rules) {
    if (ruleHolds(rule, context, trace)) {
      return rule.serve(context, trace);
    }
  }
  return flag.defaultServe(context, trace);
}

function enabled(flag: CompiledFlag, trace: Trace | null): boolean {
  trace?.enabled(flag.key, flag.enabled);
  return flag.enabled;
}

function prerequisiteHolds(
  prerequisite: CompiledPrerequisite,
  context: Context,
  trace: Trace | null,
): boolean {
  const { flag, spec } = prerequisite;
  const variant = flag?.enabled ? decide(flag, context, trace).variant : null;
  const holds = servesWanted(prerequisite, variant);
  trace?.prerequisite(spec.flag, spec.variants, variant, holds);
  return holds;
}

function targetOf(flag: CompiledFlag, context: Context, trace: Trace | null): Evaluation | null {
  const key = context.targetingKey;
  const target = key === null ? null : (flag.targets.get(key) ?? null);
  trace?.target(flag.key, key, target !== null);
  return target;
}

function ruleHolds(rule: CompiledRule, context: Context, trace: Trace | null): boolean {
  const holds = rule.when(context, trace);
  trace?.rule(rule.id, holds);
  return holds;
}

function typed(flag: CompiledFlag, evaluation: Evaluation, wanted: ValueType | null): Evaluation {
  const type = flag.type;
  if (
    wanted === null ||
    type === wanted ||
    type === null ||
    serves(type, wanted) ||
    evaluation.reason === "ERROR"
  ) {
    return evaluation;
  }
  const message = `The flag is of type ${type}, not ${wanted}.`;
  return failed("TYPE_MISMATCH", message, evaluation.metadata.revision);
}

function traced(evaluation: Evaluation, trace: Trace | null): Evaluation {
  trace?.serve(evaluation);
  return evaluation;
}
