import type { CompiledCondition } from "./compiled-condition.js";
import { type ConditionCompiler, NEVER } from "./condition-compiler.js";
import type { Findings } from "./findings.js";
import { brokenSegment } from "./segment-condition.js";
import type { Shared } from "./shared.js";

/** Segments that name segments add up; the sum of very many stays a number that can be compared. */
export const MOST_STEPS = 1_073_741_823;

/** Compiles a condition that names a segment, which the compiler counts too; one that never holds, and a finding, where it cannot. */
export function inSegment(
  key: string,
  pointer: string,
  depth: number,
  compiler: ConditionCompiler,
  shared: Shared,
  findings: Findings,
): CompiledCondition {
  const segment = shared.segments.get(key);
  if (segment === undefined && !shared.spec.segments.has(key)) {
    findings.add(pointer, `There is no segment '${key}'; create it or name another.`);
    return NEVER;
  }
  if (segment === undefined || segment.broken !== null) {
    findings.inherit(segment?.broken ?? brokenSegment(key));
    return NEVER;
  }
  const most = shared.limits.depth;
  if (depth + segment.depth > most) {
    findings.add(
      pointer,
      `With those of the segment '${key}' conditions nest deeper than ${most}; name it further up.`,
    );
    return NEVER;
  }
  compiler.depth = Math.max(compiler.depth, depth + segment.depth);
  compiler.steps = Math.min(compiler.steps + segment.steps, MOST_STEPS);
  return segment.holds;
}
