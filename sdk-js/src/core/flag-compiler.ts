import { CompiledFlag } from "./compiled-flag.js";
import { conditionCompiler } from "./condition-compiler.js";
import { Context } from "./context.js";
import type { Findings } from "./findings.js";
import type { FlagSpec } from "./flag-spec.js";
import { pointerAt } from "./problem.js";
import { ID_TAKEN, NO_VARIANTS, SALT_EMPTY, WRONG_TYPE } from "./sentence-names.js";
import { serveCompiler } from "./serve-compiler.js";
import type { Shared } from "./shared.js";
import { accepts } from "./value-type.js";

/** Compiles one flag but for its prerequisites, which are linked when all flags are there. */
export function compileFlag(
  key: string,
  spec: FlagSpec,
  shared: Shared,
  findings: Findings,
): CompiledFlag {
  const { variants, targets, rules, defaultServe } = spec;
  const pointer = pointerAt("/flags", key);
  const serves = serveCompiler(spec, shared, findings);
  const conditions = conditionCompiler(shared, findings);
  const flag = new CompiledFlag(key, spec);

  if (variants.size === 0) {
    findings.say(`${pointer}/variants`, NO_VARIANTS);
  }
  for (const [name, value] of variants) {
    if (!accepts(spec.type, value)) {
      findings.say(pointerAt(`${pointer}/variants`, name), WRONG_TYPE, spec.type);
    }
  }
  if (spec.salt === "") {
    findings.say(`${pointer}/salt`, SALT_EMPTY);
  }
  const variantsUsable = findings.first() === null;
  const off = serves.evaluation(spec.offVariant, "DISABLED", null, `${pointer}/offVariant`);
  // A flag must still go off where only its rules are not understood.
  flag.off = variantsUsable ? off : null;
  for (const [i, { variant, keys }] of targets.entries()) {
    const at = `${pointer}/targets/${i}/variant`;
    const evaluation = serves.evaluation(variant, "TARGETING_MATCH", null, at);
    for (const key of keys) {
      if (evaluation !== null && !flag.targets.has(key)) {
        flag.targets.set(key, evaluation);
      }
    }
  }
  const ids = new Set([""]);
  flag.rules = rules.flatMap(({ id, when, serve }, i) => {
    const at = `${pointer}/rules/${i}`;
    if (ids.has(id)) {
      findings.say(`${at}/id`, ID_TAKEN);
    }
    ids.add(id);
    const compiled = conditions.compile(when, `${at}/when`);
    const served = serves.compile(serve, id, "TARGETING_MATCH", `${at}/serve`);
    return served === null ? [] : [{ id, when: compiled, serve: served }];
  });
  if (spec.prerequisites.length > 0) {
    findings.extra("prerequisites");
  }
  const fixed = targets.length + rules.length + spec.prerequisites.length === 0;
  const reason = fixed ? "STATIC" : "DEFAULT";
  const served = serves.compile(defaultServe, null, reason, `${pointer}/default`);
  if (served !== null) {
    flag.defaultServe = served;
    flag.constantDefault = defaultServe.kind === "variant" ? served(Context.empty(), null) : null;
  }
  flag.steps += conditions.steps + rules.length;
  const problem = findings.first();
  if (problem !== null) {
    flag.breakWith("PARSE_ERROR", problem, shared.spec.revision);
  }
  return flag;
}
