import type { RareOperator } from "./rare-operators.js";

/** Those that compare with any of several values, which are written `"values"`. */
const MANY = ["in", "contains", "startsWith", "endsWith", "cidr"] as const;
/** `exists` compares with nothing; the others, and the rare ones, with one value, which is written `"value"`. */
const OTHERS = ["exists", "matches", "<", "<=", ">", ">="] as const;

/** The names of those that every ruleset may use; it takes other code to know the rare ones. */
export const USUAL_OPERATORS: readonly string[] = [...MANY, ...OTHERS];

/** The operators a leaf may have, by their names on the wire. */
export type Operator = (typeof MANY)[number] | (typeof OTHERS)[number] | RareOperator;

/** Whether an operator compares with any of several values. */
export function takesMany(operator: string): boolean {
  return (MANY as readonly string[]).includes(operator);
}
