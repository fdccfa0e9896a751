import type { Condition } from "./condition.js";
import { ConditionCompiler, NEVER } from "./condition-compiler.js";
import { Findings } from "./findings.js";
import type { Limits } from "./limits.js";
import { type Problem, pointerAt } from "./problem.js";
import { References } from "./references.js";
import type { RulesetSpec } from "./ruleset-spec.js";
import { type SegmentCondition, segmentCondition } from "./segment-condition.js";
import type { SegmentSpec } from "./segment-spec.js";

/**
 * Compiles all segments of a ruleset, those that others name first.
 *
 * @returns those that could be compiled; what is wrong with the others is added to the problems
 */
export function compileSegments(
  ruleset: RulesetSpec,
  limits: Limits,
  problems: Problem[],
): ReadonlyMap<string, SegmentCondition> {
  const specs = ruleset.segments;
  const named = new Map<string, ReadonlySet<string>>();
  for (const [key, spec] of specs) {
    named.set(key, namedBy(spec.when, new Set()));
  }
  const references = References.of(named);
  const compiled = new Map<string, SegmentCondition>();
  for (const key of references.order) {
    const spec = specs.get(key);
    const segment =
      spec === undefined ? null : compile(key, spec, specs, compiled, limits, problems);
    if (segment !== null) {
      compiled.set(key, segment);
    }
  }
  for (const key of references.cyclic) {
    const way = references.cycleFrom(key, named);
    problems.push({
      pointer: `${pointerAt("/segments", key)}/when`,
      detail: `Segments name one another in a circle (${way}); remove one of the names.`,
    });
  }
  return compiled;
}

function compile(
  key: string,
  spec: SegmentSpec,
  specs: ReadonlyMap<string, SegmentSpec>,
  compiled: ReadonlyMap<string, SegmentCondition>,
  limits: Limits,
  problems: Problem[],
): SegmentCondition | null {
  const findings = new Findings();
  const compiler = new ConditionCompiler(compiled, specs, findings, limits);
  const pointer = `${pointerAt("/segments", key)}/when`;
  const when = spec.when === null ? NEVER : compiler.compile(spec.when, pointer);
  if (compiler.steps > limits.steps) {
    findings.add(pointer, `The segment takes more than ${limits.steps} steps; make it simpler.`);
  }
  problems.push(...findings.problems);
  return findings.first() === null
    ? { holds: segmentCondition(key, spec, when), steps: compiler.steps + 1 }
    : null;
}

function namedBy(condition: Condition | null, keys: Set<string>): Set<string> {
  switch (condition?.kind) {
    case "inSegment":
      keys.add(condition.segment);
      break;
    case "all":
    case "any":
      for (const part of condition.conditions) {
        namedBy(part, keys);
      }
      break;
    case "not":
      namedBy(condition.condition, keys);
      break;
    default:
  }
  return keys;
}
