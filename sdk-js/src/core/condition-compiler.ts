import type { CompiledCondition } from "./compiled-condition.js";
import type { Condition, Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import { compileMatch } from "./matches.js";
import { type Operator, USUAL_OPERATORS } from "./operator.js";
import {
  ATTRIBUTE_EMPTY,
  IGNORES_CASE,
  type SentenceName,
  TOO_DEEP,
  UNKNOWN_OPERATOR,
} from "./sentence-names.js";
import type { Shared } from "./shared.js";

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
      return broken(pointer, TOO_DEEP, shared.limits.depth);
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
        return (
          findings
            .extra("segments")
            ?.inSegment(
              condition.segment,
              `${pointer}/segment`,
              depth,
              compiler,
              shared,
              findings,
            ) ?? NEVER
        );
      case "inBucket": {
        const compileBucket = findings.extra("buckets");
        return compileBucket?.(condition, `${pointer}/bucket`, shared, findings) ?? NEVER;
      }
      case "leaf":
        return leaf(condition, condition.every ? `${pointer}/every` : pointer);
      case "unknown":
        findings.add(pointer, condition.detail);
        return NEVER;
    }
  }

  function leaf(leaf: Leaf, pointer: string): CompiledCondition {
    const operator = leaf.op as Operator;
    if (!USUAL_OPERATORS.includes(operator) && !shared.extra("operators")?.includes(operator)) {
      return broken(`${pointer}/op`, UNKNOWN_OPERATOR, leaf.op);
    }
    if (leaf.attribute === "") {
      return broken(`${pointer}/attribute`, ATTRIBUTE_EMPTY);
    }
    if (leaf.ignoreCase && operator !== "in") {
      return broken(`${pointer}/ignoreCase`, IGNORES_CASE);
    }
    const match = compileMatch(leaf, operator, pointer, findings);
    return match === null ? NEVER : shared.leaf(leaf, operator, match);
  }

  function broken(pointer: string, name: SentenceName, value?: unknown): CompiledCondition {
    findings.say(pointer, name, value);
    return NEVER;
  }

  return compiler;
}
