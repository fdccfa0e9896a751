import type { Condition } from "./condition.js";
import { conditionCompiler, NEVER } from "./condition-compiler.js";
import { Findings } from "./findings.js";
import { inSegment } from "./in-segment.js";
import type { LargeSegment } from "./large-segment.js";
import { type Problem, pointerAt } from "./problem.js";
import { References } from "./references.js";
import {
  brokenSegment,
  missingKeys,
  type SegmentCondition,
  segmentCondition,
} from "./segment-condition.js";
import type { SegmentSpec } from "./segment-spec.js";
import type { Shared } from "./shared.js";

/**
 * Compiles all segments of a ruleset, those that others name first, and shares all but those that go round in a circle.
 *
 * @param large the keys that travel apart from the ruleset, null where it is compiled without them
 * @param problems where what is wrong with any is added
 */
export function compileSegments(
  shared: Shared,
  large: ReadonlyMap<string, LargeSegment> | null,
  problems: Problem[],
): void {
  const specs = shared.spec.segments;
  const named = new Map<string, ReadonlySet<string>>();
  for (const [key, spec] of specs) {
    named.set(key, namedBy(spec.when, new Set()));
  }
  const references = References.of(named);
  const compiled = new Map<string, SegmentCondition>();
  shared.segments = compiled;
  for (const key of references.order) {
    const spec = specs.get(key);
    if (spec !== undefined) {
      compiled.set(key, compile(key, spec, shared, large, problems));
    }
  }
  for (const key of references.cyclic.keys()) {
    const way = references.cycleFrom(key);
    problems.push({
      pointer: `${pointerAt("/segments", key)}/when`,
      detail: `Segments name one another in a circle (${way}); remove one of the names.`,
    });
  }
}

/** Segments, and the conditions that name them. */
export const SEGMENTS = { compileSegments, inSegment };

function compile(
  key: string,
  spec: SegmentSpec,
  shared: Shared,
  large: ReadonlyMap<string, LargeSegment> | null,
  problems: Problem[],
): SegmentCondition {
  const findings = new Findings(shared, problems);
  const compiler = conditionCompiler(shared, findings);
  const pointer = `${pointerAt("/segments", key)}/when`;
  const when = spec.when === null ? NEVER : compiler.compile(spec.when, pointer);
  const most = shared.limits.steps;
  if (compiler.steps > most) {
    findings.add(pointer, `The segment takes more than ${most} steps; make it simpler.`);
  }
  const keys = large?.get(key) ?? null;
  const broken =
    findings.own !== null
      ? brokenSegment(key)
      : (findings.first() ?? (large === null ? null : missingKeys(key, spec, keys)));
  return {
    holds: segmentCondition(key, spec, keys, when),
    steps: compiler.steps + 1,
    depth: compiler.depth,
    broken,
  };
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
