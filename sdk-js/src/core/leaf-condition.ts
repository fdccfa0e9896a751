import { AttributePath } from "./attribute-path.js";
import type { CompiledCondition } from "./compiled-condition.js";
import type { Leaf } from "./condition.js";
import type { Match } from "./match.js";
import type { Operator } from "./operator.js";
import { show } from "./trace.js";

/** A compiled comparison of one attribute. */
export function leafCondition(leaf: Leaf, operator: Operator, match: Match): CompiledCondition {
  const attribute = new AttributePath(leaf.attribute);
  // `exists` asks about a list itself, every other operator about its elements.
  const elements = operator !== "exists" || leaf.every;
  return (context, trace) => {
    const value = attribute.of(context);
    const holds = value !== null && matches(value, elements, leaf.every, match);
    trace?.step("condition", `${leaf.attribute} ${described(leaf)}, saw ${show(value)}`, holds);
    return holds;
  };
}

function matches(value: unknown, elements: boolean, every: boolean, match: Match): boolean {
  if (!elements || !Array.isArray(value)) {
    return match(value);
  }
  const one = (element: unknown) => element !== null && match(element);
  return every ? value.every(one) : value.some(one);
}

function described(leaf: Leaf): string {
  const [first] = leaf.values;
  const shown = show(leaf.values.length === 1 ? first : leaf.values);
  return (leaf.every ? "every " : "") + leaf.op + (leaf.values.length === 0 ? "" : ` ${shown}`);
}
