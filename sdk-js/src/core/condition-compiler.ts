import type { CompiledCondition } from "./compiled-condition.js";
import type { Condition, Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import { compileMatch } from "./matches.js";
import { operatorOf } from "./operator.js";
import type { SentenceName } from "./sentences.js";
import type { Shared } from "./shared.js";

/** Segments that name segments add up; the sum of very many stays a number that can be compared. */
export const MOST_STEPS = 1_073_741_823;

/** Stands where a condition could not be compiled; its flag is broken, so it is never asked. */
export const NEVER: CompiledCondition = () => false;

/** Compiles the conditions of one flag or one segment, and counts what it compiles. */
export interface ConditionCompiler {
  /** How many conditions an evaluation may have to look at, those of segments included. */
  steps: number;
  /** How deep they nest, those of segments included. */
  depth: number;
  compile(condition: Condition, pointer: string): CompiledCondition;
}

export function conditionCompiler(shared: Shared, findings: Findings): ConditionCompiler {
  const compiler = { steps: 0, depth: 0, compile };

  function compile(condition: Condition, pointer: string, depth = 1): CompiledCondition {
    if (depth > shared.limits.depth) {
      return tooDeep(pointer);
    }
    compiler.steps++;
    compiler.depth = Math.max(compiler.depth, depth);
    const all = (conditions: readonly Condition[], name: string) =>
      conditions.map((part, i) => compile(part, `${pointer}/${name}/${i}`, depth + 1));
    switch (condition.kind) {
      case "all": {
        const parts = all(condition.conditions, "all");
        return (context, trace) => parts.every((part) => part(context, trace));
      }
      case "any": {
        const parts = all(condition.conditions, "any");
        return (context, trace) => parts.some((part) => part(context, trace));
      }
      case "not": {
        const part = compile(condition.condition, `${pointer}/not`, depth + 1);
        return (context, trace) => !part(context, trace);
      }
      case "inSegment":
        return inSegment(condition.segment, `${pointer}/segment`, depth);
      case "inBucket": {
        const compileBucket = shared.extra("buckets");
        return compileBucket?.(condition, `${pointer}/bucket`, shared, findings) ?? NEVER;
      }
      case "leaf":
        return leaf(condition, condition.every ? `${pointer}/every` : pointer);
      case "unknown":
        findings.add(pointer, condition.detail);
        return NEVER;
    }
  }

  function inSegment(key: string, pointer: string, depth: number): CompiledCondition {
    const segment = shared.segments.get(key);
    if (segment === undefined && !shared.spec.segments.has(key)) {
      return broken(pointer, "noSegment", key);
    }
    if (segment === undefined || segment.broken !== null) {
      findings.inherit(segment?.broken ?? shared.say("segmentBroken", key));
      return NEVER;
    }
    if (depth + segment.depth > shared.limits.depth) {
      return tooDeep(pointer);
    }
    compiler.depth = Math.max(compiler.depth, depth + segment.depth);
    compiler.steps = Math.min(compiler.steps + segment.steps, MOST_STEPS);
    return segment.holds;
  }

  function leaf(leaf: Leaf, pointer: string): CompiledCondition {
    const operator = operatorOf(leaf.op);
    if (operator === null) {
      return broken(`${pointer}/op`, "unknownOperator", leaf.op);
    }
    if (leaf.attribute === "") {
      return broken(`${pointer}/attribute`, "attributeEmpty");
    }
    if (leaf.ignoreCase && operator !== "in") {
      return broken(`${pointer}/ignoreCase`, "ignoresCase");
    }
    const match = compileMatch(leaf, operator, pointer, findings, shared);
    return match === null ? NEVER : shared.leaf(leaf, operator, match);
  }

  function tooDeep(pointer: string): CompiledCondition {
    return broken(pointer, "tooDeep", shared.limits.depth);
  }

  function broken(pointer: string, name: SentenceName, value?: unknown): CompiledCondition {
    findings.say(pointer, name, value);
    return NEVER;
  }

  return compiler;
}
