import type { Leaf } from "./condition.js";
import type { Findings } from "./findings.js";
import type { Match } from "./match.js";
import { membership } from "./membership.js";
import { type Operator, takesMany } from "./operator.js";
import { NO_NUMBER, NO_TEXT, ONE_VALUE } from "./sentence-names.js";

const TEXTS: Readonly<Record<string, (operand: string, part: string) => boolean>> = {
  contains: (operand, part) => operand.includes(part),
  startsWith: (operand, part) => operand.startsWith(part),
  endsWith: (operand, part) => operand.endsWith(part),
};

/** Comparisons with NaN are false by themselves; infinities are kept out, as the contract has it. */
const NUMBERS: Readonly<Record<string, (value: number) => Match>> = {
  "<": (value) => (operand) => isNumber(operand) && operand < value,
  "<=": (value) => (operand) => isNumber(operand) && operand <= value,
  ">": (value) => (operand) => isNumber(operand) && operand > value,
  ">=": (value) => (operand) => isNumber(operand) && operand >= value,
};

function isNumber(operand: unknown): operand is number {
  return Number.isFinite(operand);
}

/**
 * Compiles an operator and its values. Null where something is wrong with values it cannot use;
 * what it is, is among the findings then.
 */
export function compileMatch(
  leaf: Leaf,
  operator: Operator,
  pointer: string,
  findings: Findings,
): Match | null {
  const { values } = leaf;
  if (operator === "exists") {
    return () => true;
  }
  if (!takesMany(operator) && values.length !== 1) {
    return findings.say(pointer, ONE_VALUE, operator);
  }
  if (operator === "in") {
    return membership(values, leaf.ignoreCase ? findings.extra("folding") : undefined);
  }
  const matches = TEXTS[operator];
  if (matches !== undefined) {
    const wrong = values.findIndex((value) => typeof value !== "string");
    return wrong < 0
      ? text(values as readonly string[], matches)
      : findings.say(`${pointer}/values/${wrong}`, NO_TEXT, operator);
  }
  const compares = NUMBERS[operator];
  if (compares !== undefined) {
    const [value] = values;
    return Number.isFinite(value)
      ? compares(value as number)
      : findings.say(`${pointer}/value`, NO_NUMBER, operator);
  }
  const compile = findings.extra(operator === "matches" ? "patterns" : "comparisons");
  return compile?.(leaf, operator, pointer, findings) ?? null;
}

function text(
  parts: readonly string[],
  matches: (operand: string, part: string) => boolean,
): Match {
  return (operand) => typeof operand === "string" && parts.some((part) => matches(operand, part));
}
