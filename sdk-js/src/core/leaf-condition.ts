import type { AttributePath } from "./attribute-path.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { Leaf } from "./condition.js";
import type { Match } from "./match.js";
import type { Operator } from "./operator.js";

/** A compiled comparison of one attribute. */
export function leafCondition(
  leaf: Leaf,
  attribute: AttributePath,
  operator: Operator,
  match: Match,
): CompiledCondition {
  // `exists` asks about a list itself, every other operator about its elements.
  const elements = operator !== "exists" || leaf.every;
  const { every } = leaf;
  return (context, trace) => {
    const value = attribute.of(context);
    const plain = typeof value === "string" || !elements || !Array.isArray(value);
    const holds = value !== null && (plain ? match(value) : inList(value, every, match));
    trace?.condition(leaf, value, holds);
    return holds;
  };
}

function inList(value: readonly unknown[], every: boolean, match: Match): boolean {
  const one = (element: unknown) => element !== null && match(element);
  return every ? value.every(one) : value.some(one);
}
